using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Quarry.Contracts;

namespace Quarry.Registration;

/// <summary>Opens the sessions that sources want to have open when the application starts.</summary>
internal sealed partial class WarmUp(QuarryEngine engine, IOptions<QuarryOptions> options) : IHostedService
{
    // An application has to start, or to fail, while its operator looks.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly ILogger _logger = (options.Value.Loggers ?? NullLoggerFactory.Instance).CreateLogger("Quarry.WarmUp");

    public Task StartAsync(CancellationToken cancellationToken)
        => Task.WhenAll(options.Value.Sources.Where(source => source.Value.Options.WarmUp > 0).Select(source => OpenAsync(source.Key, source.Value, cancellationToken)));

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task OpenAsync(string name, SourceDefinition source, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(s_patience, options.Value.Clock ?? TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await engine.GetSource(name).WarmUpAsync(source.Options.WarmUp, either.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            string cause = timeout.IsCancellationRequested ? $"not all {source.Options.WarmUp} sessions were open after {s_patience}." : error.Message;
            if (source.Options.WarmUpMustSucceed)
            {
                throw new QuarryException((error as QuarryException)?.Kind ?? ErrorKind.Resource, ErrorCodes.WarmUpFailed, $"{options.Value.Section}:Sources:{name}:WarmUp: {cause}", error);
            }

            Failed(_logger, name, cause);
        }
    }

    [LoggerMessage(EventId = 7001, Level = LogLevel.Warning, Message = "Source \"{Source}\" was not warmed up; its first callers wait for their sessions. {Cause}")]
    private static partial void Failed(ILogger logger, string source, string cause);
}
