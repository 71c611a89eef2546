using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SocialWorkflows.Tests.Support;

/// <summary>
/// clamd as far as INSTREAM goes, on a port of its own: finds one marker, and can be killed (connections cut, nobody listens) and started again.
/// </summary>
internal sealed class FlakyClamd : IAsyncDisposable
{
    public const string Marker = "TEST-MALWARE-MARKER";

    private readonly ConcurrentDictionary<Socket, bool> _open = new();
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    public FlakyClamd()
    {
        Start();
    }

    public int Port { get; private set; }

    public bool IsAlive => _listener is not null;

    public void Start()
    {
        var listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _listener = listener;
        _accepting = AcceptAsync(listener);
    }

    public async Task KillAsync()
    {
        _listener?.Dispose();
        _listener = null;
        foreach (var socket in _open.Keys)
        {
            socket.Close(0);
        }

        await _accepting;
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await listener.AcceptSocketAsync();
            }
            catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
            {
                return;
            }

            _open[socket] = true;
            _ = AnswerAsync(socket);
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            await stream.ReadExactlyAsync(new byte["zINSTREAM\0".Length]);
            using MemoryStream content = new();
            var length = new byte[sizeof(uint)];
            while (true)
            {
                await stream.ReadExactlyAsync(length);
                if (BinaryPrimitives.ReadUInt32BigEndian(length) is not (var bytes and > 0))
                {
                    break;
                }

                var chunk = new byte[bytes];
                await stream.ReadExactlyAsync(chunk);
                content.Write(chunk);
            }

            var isFound = content.ToArray().AsSpan().IndexOf(Encoding.ASCII.GetBytes(Marker)) >= 0;
            await stream.WriteAsync(Encoding.ASCII.GetBytes(isFound ? "stream: Test.Marker FOUND\0" : "stream: OK\0"));
        }
        catch (Exception problem) when (problem is IOException or SocketException or ObjectDisposedException)
        {
            // Killed, or the caller was.
        }
        finally
        {
            _open.TryRemove(socket, out _);
        }
    }
}
