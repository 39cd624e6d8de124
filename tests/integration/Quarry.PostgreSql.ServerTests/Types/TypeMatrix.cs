using System.Globalization;

namespace Quarry.PostgreSql.ServerTests.Types;

/// <summary>Values of every built-in type, as SQL literals: extremes by hand, others at random from a fixed seed.</summary>
internal static class TypeMatrix
{
    private const int RandomValues = 60;

    /// <summary>Types with the literals of their values.</summary>
    public static IReadOnlyDictionary<string, string[]> All { get; } = Build();

    private static Dictionary<string, string[]> Build()
    {
        var random = new Random(4);
        string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10))));
        string Number(int before, int after) => (random.Next(2) == 0 ? "-" : "") + "0" + Digits(random.Next(before + 1)) + (after > 0 ? "." + Digits(random.Next(after + 1)) : "");
        string[] Many(Func<string> one) => [.. Enumerable.Range(0, RandomValues).Select(_ => one())];
        string Timestamp() => string.Create(CultureInfo.InvariantCulture, $"{random.Next(1, 9999):0000}-{random.Next(1, 13):00}-{random.Next(1, 29):00} {random.Next(24):00}:{random.Next(60):00}:{random.Next(60):00}.{random.Next(1_000_000):000000}");
        string Word() => string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => "abc,{}\"\\ äß€😀\n\t"[random.Next(14)]));
        string Inet() => string.Create(CultureInfo.InvariantCulture, $"{random.Next(256)}.{random.Next(256)}.{random.Next(256)}.{random.Next(256)}");
        return new()
        {
            ["boolean"] = ["t", "f"],
            ["smallint"] = ["-32768", "32767", "0"],
            ["integer"] = ["-2147483648", "2147483647", .. Many(() => random.Next(int.MinValue, int.MaxValue).ToString(CultureInfo.InvariantCulture))],
            ["bigint"] = ["-9223372036854775808", "9223372036854775807", .. Many(() => random.NextInt64().ToString(CultureInfo.InvariantCulture))],
            ["numeric"] = ["NaN", "Infinity", "-Infinity", "0", "0.000", "-0.0100", "1e500", "-1e-500", "1" + new string('0', 400) + ".5", "10000", "9999.9999", "0.00009999", .. Many(() => Number(90, 90))],
            ["numeric(15,2)"] = ["0", "0.01", "-0.10", "9999999999999.99", "-9999999999999.99", "10000", "0.07", .. Many(() => Number(12, 2))],
            ["numeric(38,10)"] = [new string('9', 28) + ".9999999999", "-" + new string('9', 28) + ".9999999999", "1e-10", .. Many(() => Number(27, 10))],
            ["numeric(76,30)"] = [new string('9', 46) + "." + new string('9', 30), .. Many(() => Number(45, 30))],
            ["numeric(200,100)"] = ["NaN", .. Many(() => Number(99, 100))],
            ["numeric(2,-3)"] = ["99000", "-12000", "0", "1000"],
            ["numeric(3,5)"] = ["0.00999", "-0.00001", "0"],
            ["real"] = ["NaN", "Infinity", "-Infinity", "1e-45", "3.4028235e38", "0.1", .. Many(() => Number(6, 6))],
            ["double precision"] = ["NaN", "Infinity", "-Infinity", "5e-324", "1.7976931348623157e308", "0.1", .. Many(() => Number(15, 15))],
            ["text"] = ["", .. Many(Word)],
            ["character varying(20)"] = ["", .. Many(Word)],
            ["character(5)"] = ["", "a", "äß€😀x"],
            ["name"] = ["", "pg_class"],
            ["\"char\""] = ["", "a", "\\377", "\\003"],
            ["bytea"] = ["\\x", "\\x00ff", .. Many(() => "\\x" + Convert.ToHexString(BitConverter.GetBytes(random.NextInt64())))],
            ["date"] = ["4713-01-01 BC", "0001-12-31 BC", "0001-01-01", "5874897-12-31", .. Many(() => Timestamp()[..10])],
            ["time without time zone"] = ["00:00", "24:00", "23:59:59.999999", .. Many(() => Timestamp()[11..])],
            ["time with time zone"] = ["00:00+15:59:59", "24:00-15:59", .. Many(() => Timestamp()[11..] + "+02")],
            ["timestamp without time zone"] = ["4713-11-24 00:00:00 BC", "0001-12-31 23:59:59.999999 BC", "294246-12-31 23:59:59.999999", .. Many(Timestamp)],
            ["timestamp with time zone"] = ["4713-11-25 00:00:00+00 BC", "294246-12-31 23:59:59.999999+00", .. Many(() => Timestamp() + "+05:30")],
            ["interval"] = ["0", "-178000000 years", "1 year -2 mons 3 days -04:05:06.789", "2562047:47:16.854775", .. Many(() => string.Create(CultureInfo.InvariantCulture, $"{random.Next(-999, 999)} mons {random.Next(-999, 999)} days {random.NextInt64(-1L << 40, 1L << 40)} microseconds"))],
            ["uuid"] = ["00000000-0000-0000-0000-000000000000", .. Many(() => Guid.NewGuid().ToString())],
            ["json"] = ["{\"a\" : 1}", "null"],
            ["jsonb"] = ["{\"a\" : [1, \"x\"]}", "null"],
            ["xml"] = ["<a>1</a>"],
            ["money"] = ["-92233720368547758.08", "0.01"],
            ["bit(5)"] = ["10101"],
            ["bit varying"] = ["", "1", "110011"],
            ["oid"] = ["0", "4294967295"],
            ["xid"] = ["4294967295"],
            ["cid"] = ["4294967295"],
            ["xid8"] = ["18446744073709551615", "0"],
            ["tid"] = ["(1,2)"],
            ["regclass"] = ["pg_class"],
            ["regproc"] = ["now"],
            ["regprocedure"] = ["abs(integer)"],
            ["regoper"] = ["!!"],
            ["regoperator"] = ["+(integer,integer)"],
            ["regtype"] = ["integer"],
            ["regrole"] = ["postgres"],
            ["regnamespace"] = ["pg_catalog"],
            ["regconfig"] = ["english"],
            ["regdictionary"] = ["simple"],
            ["regcollation"] = ["\"C\""],
            ["inet"] = ["::1/64", "1.2.3.4/8", .. Many(Inet)],
            ["cidr"] = ["10.0.0.0/8", "::/0"],
            ["macaddr"] = ["08:00:2b:01:02:03"],
            ["macaddr8"] = ["08:00:2b:01:02:03:04:05"],
            ["point"] = ["(1.5,-2)"],
            ["line"] = ["{1,2,3}"],
            ["lseg"] = ["[(1,2),(3,4)]"],
            ["box"] = ["(3,4),(1,2)"],
            ["path"] = ["((1,2),(3,4))", "[(1,2),(3,4)]"],
            ["polygon"] = ["((1,2),(3,4),(5,6))"],
            ["circle"] = ["<(1,2),3>"],
            ["tsvector"] = ["'a':1 'b':2A"],
            ["tsquery"] = ["'a' & 'b'"],
            ["jsonpath"] = ["$.\"a\""],
            ["pg_lsn"] = ["16/B374D848"],
            ["txid_snapshot"] = ["10:20:10,14,15"],
            ["pg_snapshot"] = ["10:20:10,14,15"],
            ["refcursor"] = ["c1"],
            ["aclitem"] = ["postgres=r/postgres"],
            ["int2vector"] = ["1 2 3"],
            ["oidvector"] = ["1 4294967295"],
            ["int4range"] = ["empty", "[1,5)", "(,)"],
            ["int8range"] = ["[1,5)"],
            ["numrange"] = ["[1.50,5)"],
            ["tsrange"] = ["[2024-01-01,infinity)"],
            ["tstzrange"] = ["[2024-01-01 00:00+00,)"],
            ["daterange"] = ["[2024-01-01,2024-02-01)"],
            ["int4multirange"] = ["{}", "{[1,3),[5,7)}"],
            ["int8multirange"] = ["{[1,3)}"],
            ["nummultirange"] = ["{[1.5,3)}"],
            ["tsmultirange"] = ["{[2024-01-01,2024-01-02)}"],
            ["tstzmultirange"] = ["{[2024-01-01 00:00+00,)}"],
            ["datemultirange"] = ["{[2024-01-01,2024-02-01)}"],
        };
    }
}
