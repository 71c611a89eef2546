using System.Text;
using SocialWorkflows.Functions.CommandLine;

namespace SocialWorkflows.Tests.CommandLine;

/// <summary>What an operator sees of a file before anybody uploads it.</summary>
public sealed class ListCommandTests
{
    [Fact]
    public async Task Preview_GoodFile_CountsByChannel()
    {
        var (code, output, error) = await PreviewAsync("vārds;e-pasts;adrese\nAnna;anna@pasts.example;\nJānis;ANNA@pasts.example;\nZane;;Izdomu iela 1\n");

        (code, error).ShouldBe((0, ""));
        output.ShouldContain("Encoding UTF-8, separator ;. Nothing was sent.");
        output.ShouldContain("3 good rows: 2 with an e-mail (1 mails), 1 to print. 0 bad rows.");
    }

    [Fact]
    public async Task Preview_BadRows_NamesThemAndSaysNo()
    {
        var (code, output, _) = await PreviewAsync("vārds,e-pasts\nAnna,nav\nZane,z@pasts.example\n");

        code.ShouldBe(1);
        output.ShouldContain("line 2: the e-mail address is not usable");
        output.ShouldNotContain("Anna");
    }

    [Fact]
    public async Task Preview_NoList_SaysWhatToDo()
    {
        var (code, _, error) = await PreviewAsync("%PDF-1.7 \n");

        code.ShouldBe(1);
        error.ShouldContain("The first line must name the columns");
    }

    [Fact]
    public async Task Preview_NoFile_IsBadUsage()
    {
        using var error = new StringWriter();

        (await ListCommands.PreviewAsync("/no/such/list.csv", TextWriter.Null, error, CancellationToken.None)).ShouldBe(2);
        error.ToString().ShouldContain("/no/such/list.csv");
    }

    private static async Task<(int Code, string Output, string Error)> PreviewAsync(string text)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, Encoding.UTF8.GetBytes(text));
            using StringWriter output = new(), error = new();
            var code = await ListCommands.PreviewAsync(file, output, error, CancellationToken.None);
            return (code, output.ToString(), error.ToString());
        }
        finally
        {
            File.Delete(file);
        }
    }
}
