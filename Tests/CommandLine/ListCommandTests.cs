using System.Text;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.CommandLine;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Tests.Support;

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
        output.ShouldContain("3 good rows: 2 with an e-mail (1 mails), 1 letters. 0 bad rows.");
    }

    [Fact]
    public async Task Preview_BadRows_NamesThemAndSaysNo()
    {
        var (code, output, _) = await PreviewAsync("vārds,e-pasts\nAnna,nav\nZane,z@pasts.example\n");

        code.ShouldBe(1);
        output.ShouldContain("line 2, column e-pasts: the e-mail address is not usable");
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
    public async Task Preview_200Megabytes_SaysNoWithoutReadingThem()
    {
        var file = Path.GetTempFileName();
        try
        {
            await using (var content = new FileStream(file, FileMode.Open))
            {
                content.SetLength(200L * 1024 * 1024);
            }

            using var error = new StringWriter();
            var before = GC.GetAllocatedBytesForCurrentThread();

            (await ListCommands.PreviewAsync(file, TextWriter.Null, error, CancellationToken.None)).ShouldBe(1);

            error.ToString().ShouldContain("larger than 5 MB");
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(5 * 1024 * 1024);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Result_OfAListOnItsWay_NamesListsAndEveryRow()
    {
        await using var house = await WayHouse.StartAsync();
        var file = Encoding.UTF8.GetBytes("vārds;e-pasts;adrese\n=1+1;anna@pasts.example;\nZane;;Izdomu iela 1\nJānis;nav;\n");
        var kind = house.Get<MunicipalityDirectory>().Get("smiltene").Pack.Lists!.Kinds[0];
        var list = await house.Get<ListDesk>().UploadAsync("smiltene", kind, "2026", "Svētdien.", file, house.Person(Roles.Head), CancellationToken.None);
        (await house.Get<ListDesk>().ConfirmAsync(list, 2, house.Person(Roles.Registrar), CancellationToken.None)).ShouldBeTrue();
        await house.SettleAsync();
        using StringWriter names = new(), rows = new(), error = new();
        var copy = Directory.CreateTempSubdirectory("socialworkflows-list-").FullName;
        Copy(house.Data.Root, copy);

        (await ListCommands.ResultAsync(copy, "smiltene", null, names, error, CancellationToken.None)).ShouldBe(0);
        (await ListCommands.ResultAsync(copy, "smiltene", list.Id, rows, error, CancellationToken.None)).ShouldBe(0);
        (await ListCommands.ResultAsync(copy, "smiltene", "0123456789abcdef", rows, error, CancellationToken.None)).ShouldBe(2);

        names.ToString().ShouldStartWith($"{list.Id} {kind.Id} finished uploaded ");
        var lines = rows.ToString().Split("\r\n");
        lines[1].ShouldContain("\"'=1+1\";\"anna@pasts.example\";\"\";\"by e-mail, sent\"");
        lines[2].ShouldContain("by post, the letter lies ready to print");
        lines[3].ShouldContain("e-pasts: the e-mail address is not usable");
        error.ToString().ShouldContain("no list '0123456789abcdef'");
        Directory.Delete(copy, recursive: true);
    }

    /// <summary>The folder of the house is in use; a command works on one that is not.</summary>
    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
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
