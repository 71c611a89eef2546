using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Hosting;

/// <summary>Whoever starts many applications in one process, as these tests do, would run out of files if one that stopped kept its log open.</summary>
public sealed class StoppedAppTests
{
    [Fact]
    public async Task Stopped_ItsLogIsClosed()
    {
        string log;
        await using (var house = await WayHouse.StartAsync())
        {
            log = Path.Combine(house.Data.Demo, "log.txt");
            OpenFiles().ShouldContain(log);
        }

        OpenFiles().ShouldNotContain(path => path.StartsWith(log, StringComparison.Ordinal));
    }

    /// <summary>A file that was deleted while open is named with " (deleted)" after it.</summary>
    private static List<string> OpenFiles() =>
        [.. Directory.EnumerateFiles("/proc/self/fd").Select(fd => new FileInfo(fd).LinkTarget).OfType<string>()];
}
