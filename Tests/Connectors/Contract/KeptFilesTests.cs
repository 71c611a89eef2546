using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Connectors.Files;

namespace SocialWorkflows.Tests.Connectors.Contract;

/// <summary>One contract for the folder and the container.</summary>
public sealed class KeptFilesTests
{
    private static readonly CancellationToken Now = CancellationToken.None;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Files_OfEitherStore_WrittenOnceFoundListedAndDeleted(bool inAzure)
    {
        var files = await OfAsync(inAzure);

        (await files.FindAsync("a/b.pdf", Now)).ShouldBeNull();
        (await files.NamesAsync(string.Empty, Now)).ShouldBeEmpty();
        (await files.AddAsync("a/b.pdf", "one"u8.ToArray(), Now)).ShouldBeTrue();
        (await files.AddAsync("a/b.pdf", "two"u8.ToArray(), Now)).ShouldBeFalse();
        (await files.AddAsync("a/c-ā.pdf", "c"u8.ToArray(), Now)).ShouldBeTrue();
        (await files.AddAsync("b", "b"u8.ToArray(), Now)).ShouldBeTrue();

        (await files.FindAsync("a/b.pdf", Now)).ShouldBe("one"u8.ToArray());
        (await files.NamesAsync(string.Empty, Now)).ShouldBe(["a/b.pdf", "a/c-ā.pdf", "b"]);
        (await files.NamesAsync("a/c", Now)).ShouldBe(["a/c-ā.pdf"]);

        await files.DeleteAsync("a/b.pdf", Now);
        await files.DeleteAsync("a/b.pdf", Now);
        await files.DeleteAsync("a/c-ā.pdf", Now);
        (await files.NamesAsync(string.Empty, Now)).ShouldBe(["b"]);
        (await files.AddAsync("a/b.pdf", "three"u8.ToArray(), Now)).ShouldBeTrue();
    }

    /// <summary>A kill while a letter was written leaves half of it under no name; the next try and the destruction take it along.</summary>
    [Fact]
    public async Task Folder_HalfAFileLeftByAKill_IsNoFileAndGoesWithIt()
    {
        var root = Directory.CreateTempSubdirectory("socialworkflows-kept-").FullName;
        var files = new FolderKeptFiles(root);
        Directory.CreateDirectory(Path.Combine(root, "a"));
        await File.WriteAllTextAsync(Path.Combine(root, "a", "b.pdf.tmp"), "hal", Now);

        (await files.NamesAsync(string.Empty, Now)).ShouldBeEmpty();
        (await files.AddAsync("a/b.pdf", "half"u8.ToArray(), Now)).ShouldBeTrue();
        await File.WriteAllTextAsync(Path.Combine(root, "a", "b.pdf.tmp"), "hal", Now);
        await File.WriteAllTextAsync(Path.Combine(root, "a", $"b.pdf.{new string('A', 32)}.tmp"), "hal", Now);
        await files.DeleteAsync("a/b.pdf", Now);

        Directory.GetFileSystemEntries(root).ShouldBeEmpty();
    }

    /// <summary>Of a name that is never written again nothing else finds the half: not the list of names, not the destruction.</summary>
    [Fact]
    public async Task Folder_HalvesThatAKillLeft_OldOnesGoAndAFreshOneStays()
    {
        var root = Directory.CreateTempSubdirectory("socialworkflows-kept-").FullName;
        var files = new FolderKeptFiles(root);
        var before = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        (string Name, bool IsOld)[] left =
        [
            ("smiltene/notices/never/files/f", true), ("smiltene/notices/never/notice." + new string('A', 32) + ".tmp", true), ("b." + new string('B', 32) + ".tmp", true), ("c.tmp", true),
            ("smiltene/notices/now/notice." + new string('C', 32) + ".tmp", false),
        ];
        foreach (var (name, isOld) in left)
        {
            var path = Path.Combine(root, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, "hal", Now);
            File.SetLastWriteTimeUtc(path, (isOld ? before.AddSeconds(-1) : before).UtcDateTime);
        }

        (await files.SweepAsync(before, Now)).ShouldBe(3);
        (await files.SweepAsync(before, Now)).ShouldBe(0);

        // What has a name is a file, and what is fresh may be on its way.
        string[] there = [.. Directory.GetFiles(root, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(root, f)).Order(StringComparer.Ordinal)];
        there.ShouldBe(left.Where(l => !l.IsOld || l.Name.EndsWith("/f", StringComparison.Ordinal)).Select(l => l.Name));
        Directory.Exists(Path.Combine(root, "smiltene", "notices", "never", "files")).ShouldBeTrue();
        (await new FolderKeptFiles(Path.Combine(root, "none")).SweepAsync(before, Now)).ShouldBe(0);
    }

    [Fact]
    public async Task Folder_SameNameWrittenManyTimesAtOnce_IsOneWholeFileOfOneWriter()
    {
        for (var round = 0; round < 50; round++)
        {
            var root = Directory.CreateTempSubdirectory("socialworkflows-kept-").FullName;
            var files = new FolderKeptFiles(root);
            var contents = Enumerable.Range(0, 8).Select(i => Enumerable.Repeat((byte)i, 100_000).ToArray()).ToList();

            var added = await Task.WhenAll(contents.Select(c => Task.Run(() => files.AddAsync("a/fate", c, Now))));

            added.Count(a => a).ShouldBe(1);
            (await files.FindAsync("a/fate", Now)).ShouldBe(contents[Array.IndexOf(added, true)]);
            Directory.GetFiles(root, "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public async Task Folder_NameThatLeadsOut_Refused() =>
        await Should.ThrowAsync<ArgumentException>(() => new FolderKeptFiles(Directory.CreateTempSubdirectory("socialworkflows-kept-").FullName).AddAsync("../x", "x"u8.ToArray(), Now));

    private static async Task<IKeptFiles> OfAsync(bool inAzure) =>
        inAzure ? (await AzuriteHouse.CreateAsync()).Store.Dispatch : new FolderKeptFiles(Directory.CreateTempSubdirectory("socialworkflows-kept-").FullName);
}
