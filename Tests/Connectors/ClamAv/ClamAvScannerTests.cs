using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Connectors.ClamAv;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Connectors.ClamAv;

public sealed class ClamAvScannerTests(ClamdPeer clamd) : IClassFixture<ClamdPeer>
{
    [Fact]
    public async Task Scan_HarmlessFile_Clean()
    {
        (await Scanner().ScanAsync(new byte[200_000], default)).ShouldBe(ScanVerdict.Clean);
    }

    [Fact]
    public async Task Scan_EmptyFile_Clean()
    {
        (await Scanner().ScanAsync(ReadOnlyMemory<byte>.Empty, default)).ShouldBe(ScanVerdict.Clean);
    }

    [Fact]
    public async Task Scan_EicarFile_Infected()
    {
        (await Scanner().ScanAsync(ClamdPeer.Eicar, default)).ShouldBe(ScanVerdict.Infected);
    }

    /// <summary>clamd's own limit is 30 MB here: it answers in the middle of the file and hangs up.</summary>
    [Fact]
    public async Task Scan_FileAboveClamdsLimit_IsTooLarge()
    {
        Assert.SkipWhen(clamd.WhyNot is not null, clamd.WhyNot ?? string.Empty);
        var scanner = new ClamAvScanner(new ClamAvOptions { Host = "127.0.0.1", Port = clamd.Port, MaxFileBytes = long.MaxValue }, TimeProvider.System);

        (await scanner.ScanAsync(new byte[40_000_000], default)).ShouldBe(ScanVerdict.TooLarge);
    }

    /// <summary>Past MaxFileSize clamd answers OK without reading: such a file is never offered to it.</summary>
    [Fact]
    public async Task Scan_FileAboveOurLimit_IsTooLargeUnasked()
    {
        var scanner = new ClamAvScanner(new ClamAvOptions { Host = "nobody.invalid", MaxFileBytes = 100 }, TimeProvider.System);

        (await scanner.ScanAsync(new byte[101], default)).ShouldBe(ScanVerdict.TooLarge);
    }

    [Theory]
    [InlineData("stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0", ScanVerdict.TooLarge)]
    [InlineData("INSTREAM size limit exceeded. ERROR\0", ScanVerdict.TooLarge)]
    [InlineData("stream: Eicar-Test FOUND\0", ScanVerdict.Infected)]
    public async Task Scan_LimitInTheAnswer_IsTooLarge(string answer, ScanVerdict expected)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, answer);

        var verdict = await ScannerAt(((IPEndPoint)listener.LocalEndpoint).Port).ScanAsync(new byte[10], default);

        await serving;
        verdict.ShouldBe(expected);
    }

    [Fact]
    public async Task Scan_NobodyListens_Waits()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        (await ScannerAt(port).ScanAsync(new byte[10], default)).ShouldBe(ScanVerdict.Unavailable);
    }

    [Theory]
    [InlineData("")]
    [InlineData("stream: OK, maybe\0")]
    [InlineData("stream: Can't allocate memory ERROR\0")]
    [InlineData("FOUND\0")]
    public async Task Scan_AnswerIsNotClamds_Waits(string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, answer);

        var verdict = await ScannerAt(((IPEndPoint)listener.LocalEndpoint).Port).ScanAsync(new byte[10], default);

        await serving;
        verdict.ShouldBe(ScanVerdict.Unavailable);
    }

    [Fact]
    public async Task Scan_ScannerNeverAnswers_WaitsAfterTheLimit()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var options = new ClamAvOptions { Host = "127.0.0.1", Port = port, Timeout = TimeSpan.FromMilliseconds(300) };

        (await new ClamAvScanner(options, TimeProvider.System).ScanAsync(new byte[10], default)).ShouldBe(ScanVerdict.Unavailable);
    }

    /// <summary>clamd itself says OK here: it follows 17 levels and is silent about the rest.</summary>
    [Fact]
    public async Task Scan_VirusDeeperThanClamdFollows_IsNeverClean()
    {
        var deep = Nested(20, ClamdPeer.Eicar);
        var scanner = Scanner();

        (await ClamAvConversation.InStreamAsync(new ClamAvOptions { Host = "127.0.0.1", Port = clamd.Port }, deep, default)).ShouldBe("stream: OK");
        (await scanner.ScanAsync(deep, default)).ShouldBe(ScanVerdict.TooLarge);
        (await scanner.ScanAsync(Nested(2, "pie"u8.ToArray()), default)).ShouldBe(ScanVerdict.Clean);
    }

    /// <summary>Nobody here can tell how much is in it, and clamd would not say that it stopped.</summary>
    [Fact]
    public async Task Scan_ArchiveThatWeCannotMeasure_IsNotCleanWhereClamdIsSilentAboutLimits()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(new byte[1000]);
        }

        (await Scanner().ScanAsync(packed.ToArray(), default)).ShouldBe(ScanVerdict.TooLarge);

        await using var honest = new MortalClamd(tellsLimits: true);
        honest.Start();
        await honest.WaitUntilListeningAsync();
        (await ScannerAt(honest.Port).ScanAsync(packed.ToArray(), default)).ShouldBe(ScanVerdict.Clean);
        (await ScannerAt(honest.Port).ScanAsync(Nested(20, ClamdPeer.Eicar), default)).ShouldBe(ScanVerdict.TooLarge);
    }

    [Fact]
    public async Task Standing_RealClamdWithABaseOfItsOwn_IsUndatedAndItsLimitsAreProbed()
    {
        (await Scanner().StandingAsync(default)).ShouldBe(new ScannerStanding(ScannerAnswer.Undated, null, TellsLimits: false));

        await using var honest = new MortalClamd(tellsLimits: true);
        honest.Start();
        await honest.WaitUntilListeningAsync();
        (await ScannerAt(honest.Port).StandingAsync(default)).ShouldBe(new ScannerStanding(ScannerAnswer.Undated, null, TellsLimits: true));
    }

    [Theory]
    [InlineData("ClamAV 1.0.7/27100/Mon Nov 20 09:30:00 2023", ScannerAnswer.Dated, "2023-11-20T09:30:00Z")]
    [InlineData("ClamAV 1.4.3/27101/Fri Nov  3 09:30:00 2023", ScannerAnswer.Dated, "2023-11-03T09:30:00Z")]
    [InlineData("ClamAV 1.4.3/27101/Thu Jan  1 00:00:00 1970", ScannerAnswer.Dated, "1970-01-01T00:00:00Z")]
    [InlineData("ClamAV 1.4.6", ScannerAnswer.Undated, null)]
    [InlineData("ClamAV 1.4.3/27101", ScannerAnswer.NotUnderstood, null)]
    [InlineData("ClamAV 1.4.3/27101/yesterday", ScannerAnswer.NotUnderstood, null)]
    [InlineData("ClamAV 1.4.3/27101/Sun Nov 20 09:30:00 2033", ScannerAnswer.NotUnderstood, null)]
    [InlineData("UNKNOWN COMMAND", ScannerAnswer.NotUnderstood, null)]
    [InlineData("", ScannerAnswer.NotUnderstood, null)]
    public void Version_Answer_SaysHowOldTheSignaturesAre(string answer, ScannerAnswer expected, string? of)
    {
        ClamAvVersion.Read(answer, DateTimeOffset.Parse("2023-11-21T00:00:00Z", CultureInfo.InvariantCulture))
            .ShouldBe((expected, of is null ? null : DateTimeOffset.Parse(of, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Standing_NobodyListens_IsSilent()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        (await ScannerAt(port).StandingAsync(default)).ShouldBe(new ScannerStanding(ScannerAnswer.Silent, null, null));
    }

    private static byte[] Nested(int depth, byte[] inner)
    {
        for (var level = 0; level < depth; level++)
        {
            using var packed = new MemoryStream();
            using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
            {
                using var entry = zip.CreateEntry(level == 0 ? "a.txt" : "a.zip", CompressionLevel.NoCompression).Open();
                entry.Write(inner);
            }

            inner = packed.ToArray();
        }

        return inner;
    }

    private ClamAvScanner Scanner()
    {
        Assert.SkipWhen(clamd.WhyNot is not null, clamd.WhyNot ?? string.Empty);
        return ScannerAt(clamd.Port);
    }

    private static ClamAvScanner ScannerAt(int port) => new(new ClamAvOptions { Host = "127.0.0.1", Port = port }, TimeProvider.System);

    private static async Task ServeAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        var buffer = new byte[1024];
        _ = await stream.ReadAtLeastAsync(buffer, "zINSTREAM\0".Length + sizeof(uint) + 10 + sizeof(uint));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
    }
}
