namespace Quarry.Hosting;

/// <summary>Carries a problem from where it is found to where the plugin's state is kept. Never leaves the host.</summary>
internal sealed class PluginRefusedException(PluginProblem problem) : Exception(problem.ToString())
{
    public PluginProblem Problem { get; } = problem;
}
