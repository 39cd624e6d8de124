using Quarry.Sdk.Conformance.Tests.TestDriver;

namespace Quarry.Sdk.Conformance.Tests;

/// <summary>Each defect of the test driver is found by the check that is named for it.</summary>
public sealed class FaultTests
{
    private static readonly Dictionary<Fault, string> s_foundBy = new()
    {
        [Fault.LeaksBlock] = "results.batches",
        [Fault.LeaksWhenMemoryIsRefused] = "memory.exhausted",
        [Fault.TruncatesText] = "types.utf8",
        [Fault.WrapsInteger] = "types.int64",
        [Fault.LosesNull] = "types.utf8",
        [Fault.LosesFraction] = "types.decimal128(12,2)",
        [Fault.EmptyTextIsNull] = "types.utf8",
        [Fault.WrongSecondBatch] = "results.batches",
        [Fault.LosesLastRow] = "results.batches",
        [Fault.ExceedsRowLimit] = "results.row-limit",
        [Fault.IgnoresByteLimit] = "results.byte-limit",
        [Fault.EmptyBatch] = "results.no-rows",
        [Fault.SwallowsErrors] = "errors.after-rows",
        [Fault.ForeignException] = "errors.missing-table",
        [Fault.WrongPosition] = "errors.broken-sql",
        [Fault.IgnoresHints] = "errors.unknown-hint",
        [Fault.IgnoresExtraParameters] = "parameters.count",
        [Fault.SwapsParameters] = "parameters.order",
        [Fault.DiesAfterError] = "errors.broken-sql",
        [Fault.KeepsSessionBusy] = "results.abandoned",
        [Fault.ReusesBatchMemory] = "results.kept-batch",
        [Fault.ResetKeepsTransaction] = "reset.transaction",
        [Fault.ResetKeepsTemporaryTables] = "reset.temporary-table",
        [Fault.DisposeCommits] = "transactions.dispose",
        [Fault.RollbackCommits] = "transactions.rollback",
        [Fault.CommitForgets] = "transactions.commit",
        [Fault.SecondBeginIsIgnored] = "transactions.misuse",
        [Fault.IsolationIsIgnored] = "transactions.isolation",
        [Fault.ReadOnlyIsIgnored] = "read-only.refuses-writes",
        [Fault.LockTimeoutIsIgnored] = "lock-timeout.ends-wait",
        [Fault.SnapshotIsIgnored] = "snapshots.shared",
        [Fault.LosesPartition] = "partitions.hold-all",
        [Fault.BatchIsNotAtomic] = "batches.atomic",
        [Fault.BatchStopsAtError] = "batches.continue",
        [Fault.SavepointsAreOne] = "savepoints.nested",
        [Fault.CutsLongNames] = "dialect.long-names",
        [Fault.LateCancelHitsNextStatement] = "session.late-cancel",
        [Fault.CancelReportsError] = "cancel.call",
        [Fault.IgnoresCancelledToken] = "session.cancelled-before",
        [Fault.QuotesWithoutDoubling] = "dialect.quoting",
        [Fault.LimitIsOneMore] = "dialect.limit",
        [Fault.SaysNamesIgnoreCase] = "dialect.name-comparer",
        [Fault.TemporarySchemaIsShared] = "dialect.temporary-schema",
        [Fault.PreparedKeepsFirstParameters] = "prepared.many-times",
        [Fault.BulkKeepsBatches] = "bulk-write.rows",
        [Fault.BulkByPosition] = "bulk-write.rows",
        [Fault.BulkIsNotAtomic] = "bulk-write.failing-source",
        [Fault.UpsertOnlyInserts] = "upsert.insert-or-update",
        [Fault.ReturningReturnsAll] = "returning.insert",
        [Fault.OutputParametersUnset] = "output-parameters.set",
        [Fault.SecondResultMissing] = "multiple-results.all",
        [Fault.CatalogWithoutIndexes] = "catalog.indexes",
        [Fault.CatalogIgnoresFilter] = "catalog.filter",
        [Fault.WrongRowsAffected] = "results.rows-affected",
        [Fault.IgnoresUnknownOptions] = "driver.unknown-option",
        [Fault.DisposeThrows] = "session.dispose-twice",
        [Fault.WorksAfterDispose] = "session.use-after-dispose",
        [Fault.RuleIsImpure] = "rules.pure",
        [Fault.RuleChangesParameterCount] = "rules.pure",
        [Fault.ClaimWithoutManual] = "driver.describe",
        [Fault.MapsToAnotherType] = "types.map-stable",
        [Fault.SchemaSaysNotNull] = "types.int64",
        [Fault.HangsAtOpen] = "driver.opens",
        [Fault.RefusesToOpen] = "driver.opens",
    };

    public static TheoryData<Fault> Faults => new(Enum.GetValues<Fault>().Where(fault => fault != Fault.None));

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_defect_is_found_by_the_check_named_for_it(Fault fault)
    {
        string name = s_foundBy[fault];

        CheckResult result = (await SuiteTests.Run(new() { Fault = fault }, check => check == name, 1))[name];

        result.Outcome.Should().Be(CheckOutcome.Failed);
        result.Reason.Should().NotContain("NullReference").And.NotContain("KeyNotFound");
    }
}
