using Quarry.Cli.Output;
using Quarry.Contracts;

namespace Quarry.Cli.Tests.Output;

public sealed class FileOutputTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("quarry").FullName;

    private string File => Path.Combine(_directory, "out.csv");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void The_file_appears_when_it_is_complete()
    {
        using (FileOutput output = FileOutput.Open(File))
        {
            output.Stream.Write("all"u8);
            System.IO.File.Exists(File).Should().BeFalse();
            output.Commit();
        }

        System.IO.File.ReadAllText(File).Should().Be("all");
        Directory.GetFiles(_directory).Should().Equal(File);
    }

    [Fact]
    public void Without_a_commit_nothing_changes_and_nothing_is_left()
    {
        System.IO.File.WriteAllText(File, "before");
        using (FileOutput output = FileOutput.Open(File))
        {
            output.Stream.Write("half"u8);
        }

        System.IO.File.ReadAllText(File).Should().Be("before");
        Directory.GetFiles(_directory).Should().Equal(File);
    }

    [Fact]
    public void A_file_that_is_replaced_keeps_its_mode_and_its_links()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        System.IO.File.WriteAllText(File, "before");
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        string link = Path.Combine(_directory, "link");
        System.IO.File.CreateSymbolicLink(link, File);
        using (FileOutput output = FileOutput.Open(link))
        {
            output.Stream.Write("after"u8);
            output.Commit();
        }

        System.IO.File.ReadAllText(File).Should().Be("after");
        System.IO.File.GetUnixFileMode(File).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        new FileInfo(link).LinkTarget.Should().Be(File);
    }

    [Fact]
    public void A_device_is_written_to_and_not_replaced()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using (FileOutput output = FileOutput.Open("/dev/null"))
        {
            output.Stream.Write("gone"u8);
            output.Commit();
        }

        System.IO.File.ReadAllText("/dev/null").Should().BeEmpty();
        Directory.GetFiles("/dev", "null*").Should().Equal("/dev/null");
    }

    [Fact]
    public void A_directory_or_a_missing_directory_is_refused_with_the_fix()
    {
        foreach (string path in (string[])[_directory, Path.Combine(_directory, "missing", "out.csv"), ""])
        {
            FluentActions.Invoking(() => FileOutput.Open(path)).Should().Throw<QuarryException>().WithMessage($"The output file '{path}' cannot be written*Name a file*")
                .Which.Should().Match<QuarryException>(e => e.Code == ErrorCodes.OutputUnwritable && e.Kind == ErrorKind.User);
        }
    }
}
