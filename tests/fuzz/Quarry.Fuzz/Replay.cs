using System.Diagnostics;
using System.Globalization;

namespace Quarry.Fuzz;

/// <summary>Runs a target over its corpus and over mutations of it. A mutation that throws something new joins the report, and the run fails.</summary>
internal static class Replay
{
    private const int Report = 1_000_000;

    /// <summary>Runs.</summary>
    /// <returns>The number of inputs that failed.</returns>
    public static int Run(FuzzTarget target, string corpus, int mutations, ulong seed)
    {
        List<byte[]> inputs = [.. Directory.EnumerateFiles(corpus).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).SelectMany(target.Seeds)];
        if (inputs.Count == 0)
        {
            Console.Error.WriteLine($"{target.Name}: the corpus {corpus} is empty.");
            return 1;
        }

        int failures = inputs.Count(input => !Passes(target, input));
        var mutator = new Mutator(seed);
        var clock = Stopwatch.StartNew();
        List<byte[]> pool = [.. inputs];
        int kept = 0;
        for (int run = 0; run < mutations && failures == 0; run++)
        {
            int chosen = mutator.Next(mutator.Next(2) == 0 ? inputs.Count : pool.Count);
            byte[] mutant = target.Mutate(mutator, pool[chosen], pool[mutator.Next(pool.Count)]);
            failures += Passes(target, mutant) ? 0 : 1;

            // The mutants drift away from the seeds, which stay in the pool.
            bool keeps = target.Keeps();
            kept += keeps ? 1 : 0;
            if (keeps && pool.Count < inputs.Count * 8)
            {
                pool.Add(mutant);
            }
            else if (keeps)
            {
                pool[inputs.Count + mutator.Next(pool.Count - inputs.Count)] = mutant;
            }

            if (run % Report == Report - 1)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target.Name}: {run + 1} mutations, {(run + 1) / clock.Elapsed.TotalSeconds:f0} per second"));
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target.Name}: {inputs.Count} inputs, {mutations} mutations, seed {seed}, {kept} kept, {failures} failures"));
        return failures;
    }

    private static bool Passes(FuzzTarget target, byte[] input)
    {
        try
        {
            target.Run(input);
            return true;
        }
        catch (Exception error)
        {
            // Whatever it is: the target lets its documented errors pass.
            Console.Error.WriteLine($"{target.Name} failed. Save this input into its corpus: {Convert.ToBase64String(input)}");
            Console.Error.WriteLine(error);
            return false;
        }
    }
}
