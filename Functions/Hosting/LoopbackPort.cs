using System.Net;
using System.Net.Sockets;

namespace SocialWorkflows.Functions.Hosting;

/// <summary>Another program listens where the staff page should; the message says what to do.</summary>
internal sealed class PortInUseException(int port, Exception inner)
    : Exception($"Port {port} on 127.0.0.1 is in use by another program. Stop that program, or choose another port with --port (0 takes a free one).", inner);

internal static class LoopbackPort
{
    /// <summary>Looks before the server starts, so that the answer is one line instead of a failed host.</summary>
    /// <exception cref="PortInUseException">Another program listens on the port.</exception>
    public static void MustBeFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
        }
        catch (SocketException problem)
        {
            throw new PortInUseException(port, problem);
        }
    }
}
