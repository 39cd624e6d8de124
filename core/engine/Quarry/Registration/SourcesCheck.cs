using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Registration;

/// <summary>Fails the application's start if no plugin claims the scheme of a configured source. Loads nothing.</summary>
internal sealed class SourcesCheck(QuarryEngine engine, IOptions<QuarryOptions> options) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach ((string name, SourceDefinition source) in options.Value.Sources)
        {
            string scheme = Source.ParseTarget(source.Target).Scheme;
            if (!engine.Plugins.Plugins.Any(plugin => plugin.Schemes.Contains(scheme, StringComparer.OrdinalIgnoreCase)))
            {
                Explain(name, scheme);
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Explain(string name, string scheme)
    {
        try
        {
            engine.Plugins.FindByScheme(scheme);
        }
        catch (QuarryException error)
        {
            throw new QuarryException(error.Kind, ErrorCodes.BadConfiguration, $"{options.Value.Section}:Sources:{name}: {error.Message}", error);
        }
    }
}
