namespace Quarry.Odbc.SimulatorTests;

/// <summary>Keeps the classes apart in time, since the driver counts handles and calls for the process.</summary>
[CollectionDefinition(Simulator.Collection, DisableParallelization = true)]
public sealed class SimulatorGroup;
