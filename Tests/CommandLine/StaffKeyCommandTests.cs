using SocialWorkflows.Functions.CommandLine;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Tests.Mail;

namespace SocialWorkflows.Tests.CommandLine;

/// <summary>What an operator writes into the staff list instead of a personal code.</summary>
public sealed class StaffKeyCommandTests
{
    [Theory]
    [InlineData("000170-10004")]
    [InlineData(" 00017010004 ")]
    public async Task Run_CodeInEitherForm_PrintsTheOneKeyAndNeverTheCode(string typed)
    {
        using var folder = new TemporaryFolder();
        SecretKeys.LoadOrCreate(folder.File("keys"), mayCreate: true);

        var (code, output, _) = await RunAsync(folder.Path, typed);
        var (_, other, _) = await RunAsync(folder.Path, "000170-10005");

        code.ShouldBe(0);
        output.Trim().Length.ShouldBe(64);
        output.ShouldBe((await RunAsync(folder.Path, "000170-10004")).Output);
        other.ShouldNotBe(output);
        output.ShouldNotContain("10004");
    }

    [Theory]
    [InlineData("12", "eleven digits")]
    [InlineData("", "eleven digits")]
    public async Task Run_NoCode_SaysWhatToWriteWithoutRepeatingIt(string typed, string words)
    {
        using var folder = new TemporaryFolder();
        SecretKeys.LoadOrCreate(folder.File("keys"), mayCreate: true);

        var (code, output, error) = await RunAsync(folder.Path, typed);

        (code, output).ShouldBe((2, ""));
        error.ShouldContain(words);
    }

    [Fact]
    public async Task Run_NoKeysYet_MakesNone()
    {
        using var folder = new TemporaryFolder();

        var (code, _, error) = await RunAsync(folder.Path, "000170-10004");

        code.ShouldBe(2);
        error.ShouldContain("There are no keys");
        Directory.Exists(folder.File("keys")).ShouldBeFalse();
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string data, string typed)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await StaffKeyCommand.RunAsync(data, new StringReader(typed), output, error, CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }
}
