namespace Quarry.Sdk.Tests;

/// <summary>Every mistake of a project is an error of its build, with a code, the cause and the fix.</summary>
public sealed class BuildErrorTests(BadProjects projects) : IClassFixture<BadProjects>
{
    [Theory]
    [MemberData(nameof(BadProjects.Names), MemberType = typeof(BadProjects))]
    public void A_wrong_project_does_not_build_and_is_told_why(string name)
    {
        BadProject project = BadProjects.All[name];
        string[] errors = projects.Errors(name);
        errors.Should().ContainSingle("of {0} the build said:\n{1}", name, projects.Output)
            .Which.Should().Contain($"error {project.Code}: ").And.Contain(project.Says);
    }

    [Fact]
    public void Every_code_of_the_tool_is_provoked()
        => BadProjects.All.Values.Select(project => project.Code).Distinct().Order(StringComparer.Ordinal)
            .Should().Equal(Enumerable.Range(1, 13).Select(number => $"QRYSDK{number:000}"));
}
