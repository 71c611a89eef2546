using System.Diagnostics;
using System.Text.Json;
using SocialWorkflows.Functions.Lists.Csv;
using SocialWorkflows.Tests.Workplace;

namespace SocialWorkflows.Tests.Lists;

/// <summary>Our reader beside Python's csv module, on files that were made well and on files that were not.</summary>
public sealed class CsvPeerTests
{
    private const string Script = """
        import csv, io, json, sys
        answers = []
        for file in json.load(sys.stdin):
            reader = csv.reader(io.StringIO(file["Text"], newline=""), delimiter=file["Separator"])
            answers.append([{"LastLine": reader.line_num, "Fields": fields} for fields in reader if fields])
        json.dump(answers, sys.stdout)
        """;

    private static readonly string[] Pieces = ["\"", "\"\"", ";", ",", "\t", "\n", "\r\n", "\r", " ", "Ā", "ž", "a", "=1+1", "'", "", "\u00a0", "\"x\"", "x\"y"];

    [Fact]
    public async Task Read_GarbageOfQuotesAndSeparators_GivesTheSameFieldsAsThePeer()
    {
        var random = new Random(1257);
        var files = Enumerable.Range(0, 4000).Select(i => new PeerFile(string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => Pieces[random.Next(Pieces.Length)])), ";,\t"[i % 3])).ToList();

        await ShouldAgreeAsync(files);
    }

    [Fact]
    public async Task Read_WellFormedFile_IsWhatWasWrittenAndNothingIsBroken()
    {
        var random = new Random(4180);
        List<PeerFile> files = [];
        for (var i = 0; i < 500; i++)
        {
            var rows = Enumerable.Range(0, random.Next(1, 12)).Select(_ => Enumerable.Range(0, random.Next(2, 6)).Select(_ => Field(random)).ToArray()).ToList();
            var text = string.Concat(rows.Select(r => string.Join(';', r.Select(f => $"\"{f.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n"));
            var read = CsvRecords.Read(text, ';').ToList();
            read.ShouldAllBe(r => !r.IsBroken && !r.IsOpen);
            read.Select(r => string.Join('\u0001', r.Fields)).ShouldBe(rows.Select(r => string.Join('\u0001', r)));
            files.Add(new PeerFile(text, ';'));
        }

        await ShouldAgreeAsync(files);
    }

    [Theory]
    [InlineData("a;b\"c\nd;e", true, false, 1, 1)]
    [InlineData("\"a\"b;c\nd;e", true, false, 1, 1)]
    [InlineData("\"a\" ;c\nd;e", true, false, 1, 1)]
    [InlineData("\"a;b\nc;d\ne", false, true, 1, 3)]
    [InlineData("\n\n\"a\r\nb\";c\nd;e", false, false, 3, 4)]
    public void Read_QuotesThatAreNotInOrder_AreMarkedWithTheirLines(string text, bool isBroken, bool isOpen, int line, int lastLine)
    {
        var first = CsvRecords.Read(text, ';').First();

        (first.IsBroken, first.IsOpen, first.Line, first.LastLine).ShouldBe((isBroken, isOpen, line, lastLine));
    }

    private static string Field(Random random) => string.Concat(Enumerable.Range(0, random.Next(0, 6)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static async Task ShouldAgreeAsync(IReadOnlyList<PeerFile> files)
    {
        Assert.SkipWhen(Repository.OnPath("python3") is null, "python3 is not installed; its csv module is the peer.");
        using var python = Process.Start(new ProcessStartInfo("python3") { ArgumentList = { "-X", "utf8", "-c", Script }, RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        var answer = python.StandardOutput.ReadToEndAsync();
        await python.StandardInput.WriteAsync(JsonSerializer.Serialize(files));
        python.StandardInput.Close();
        var theirs = JsonSerializer.Deserialize<List<List<PeerRecord>>>(await answer)!;

        theirs.Count.ShouldBe(files.Count);
        for (var i = 0; i < files.Count; i++)
        {
            var ours = CsvRecords.Read(files[i].Text, files[i].Separator).Select(r => Shown(r.LastLine, r.Fields));
            ours.ShouldBe(theirs[i].Select(r => Shown(r.LastLine, r.Fields)), JsonSerializer.Serialize(files[i]));
        }
    }

    private static string Shown(int line, IReadOnlyList<string> fields) => $"{line}: {JsonSerializer.Serialize(fields)}";

    private sealed record PeerFile(string Text, char Separator);

    private sealed record PeerRecord(int LastLine, string[] Fields);
}
