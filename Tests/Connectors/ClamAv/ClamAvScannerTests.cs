using System.Net;
using System.Net.Sockets;
using System.Text;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Connectors.ClamAv;

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
