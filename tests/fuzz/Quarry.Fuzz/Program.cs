using System.Globalization;
using Quarry.Fuzz;
using SharpFuzz;

const int DefaultMutations = 20_000;
const string Usage = "usage: Quarry.Fuzz all|TARGET [CORPUS [MUTATIONS [SEED]]]; under afl-fuzz: Quarry.Fuzz TARGET; targets: ";

string name = args.Length > 0 ? args[0] : "";
FuzzTarget[] targets = [.. FuzzTarget.All.Where(target => name == "all" || name == target.Name)];
if (targets.Length == 0)
{
    Console.Error.WriteLine(Usage + string.Join(", ", FuzzTarget.All.Select(target => target.Name)));
    return 1;
}

// afl-fuzz names its shared memory in this variable; it feeds one input per fork through standard input.
if (Environment.GetEnvironmentVariable("__AFL_SHM_ID") is not null)
{
    Fuzzer.OutOfProcess.Run(stream =>
    {
        using var input = new MemoryStream();
        stream.CopyTo(input);
        targets[0].Run(input.ToArray());
    });
    return 0;
}

int failures = 0;
foreach (FuzzTarget target in targets)
{
    string corpus = args.Length > 1 ? args[1] : Path.Combine(AppContext.BaseDirectory, "corpus", target.Name);
    int mutations = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : DefaultMutations;
    ulong seed = args.Length > 3 ? ulong.Parse(args[3], CultureInfo.InvariantCulture) : 1;
    failures += Replay.Run(target, corpus, mutations, seed);
}

return failures == 0 ? 0 : 1;
