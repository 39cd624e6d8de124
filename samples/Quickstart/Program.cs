using System.Runtime.Loader;
using Quarry;
using Quarry.Contracts;
using Quarry.Engine;
using Quarry.Hosting;
using Quickstart;

string folder = Directory.CreateTempSubdirectory("quickstart-").FullName;
try
{
    await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = "plugins" });
    await using Source shop = engine.OpenSource($"sqlite://{new Uri(Path.Combine(folder, "shop.db")).AbsolutePath}?mode=rwc");

    await shop.ExecuteAsync("""
        create table orders (id integer primary key, customer text not null, day date not null, total decimal(10,2));
        insert into orders values
            (1, 'Ada',    '2026-01-09',  120.50),
            (2, 'Blaise', '2026-02-14',   99.99),
            (3, 'Grace',  '2026-03-01', 1024.00),
            (4, 'Edsger', '2026-03-15',    NULL);
        """);

    await foreach (ColumnBatch batch in shop.QueryAsync(
        "select id, customer, day, total from orders where day >= @from order by day", new { from = new DateOnly(2026, 2, 1) }))
    {
        TextTable.Write(Console.Out, batch);
    }

    LoadedPlugin plugin = engine.Plugins.FindByScheme(shop.Target.Scheme);
    AssemblyLoadContext? context = AssemblyLoadContext.GetLoadContext(plugin.Driver.GetType().Assembly);
    Console.WriteLine($"served by plugin {plugin.Entry.Id} {plugin.Entry.Version}, in load context \"{context?.Name}\", from {plugin.Entry.Folder}");
}
finally
{
    Directory.Delete(folder, recursive: true);
}
