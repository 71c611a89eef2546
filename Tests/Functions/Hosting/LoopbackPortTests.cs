using System.Net;
using System.Net.Sockets;
using SocialWorkflows.Functions.Hosting;

namespace SocialWorkflows.Tests.Functions.Hosting;

public sealed class LoopbackPortTests
{
    [Fact]
    public void MustBeFree_AnotherProgramListens_SaysWhichPortAndWhatToDo()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var problem = Should.Throw<PortInUseException>(() => LoopbackPort.MustBeFree(port));

        problem.Message.ShouldContain(port.ToString());
        problem.Message.ShouldContain("--port");
    }

    [Fact]
    public void MustBeFree_NobodyListens_LeavesThePortFree()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();

        LoopbackPort.MustBeFree(port);

        using var mine = new TcpListener(IPAddress.Loopback, port);
        Should.NotThrow(mine.Start);
    }
}
