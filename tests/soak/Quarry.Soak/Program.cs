using System.Globalization;
using Quarry.Soak;

// dotnet run -c Release --project tests/soak/Quarry.Soak [-- SECONDS [SEED]]: 64 workers on one source of at most 16 sessions, while the server and the
// way to it are harmed. Ends with 0 if nothing of what must hold was broken. tests/run.sh runs two minutes of it, tests/soak.sh sixty.
int seconds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 120;
int seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
return await Soak.RunAsync(TimeSpan.FromSeconds(seconds), seed);
