using SocialWorkflows.Functions;

namespace SocialWorkflows.Tests.Functions;

/// <summary>The custom status of a case's orchestration, written and read.</summary>
public sealed class AwaitedTests
{
    [Theory]
    [InlineData("", 0, new string[0])]
    [InlineData("documents:1@7", 7, new[] { "documents:1" })]
    [InlineData("needs:2,contest-hand-over:1@123456", 123456, new[] { "needs:2", "contest-hand-over:1" })]
    public void Status_WrittenAndRead_IsTheSame(string status, long version, string[] nudges)
    {
        var read = Awaited.Parse(status);

        read.Nudges.ShouldBe(nudges);
        (read.Version, read.ToString()).ShouldBe((version, status));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("documents:1,answer:2")]
    public void Status_WithoutVersion_HasLookedAtNothing(string? status) => Awaited.Parse(status).Version.ShouldBe(0);
}
