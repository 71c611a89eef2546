using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SocialWorkflows.Tests.Mail;

/// <summary>A server that answers each line by a script and may hang up at any point: what no polite server does on demand.</summary>
internal sealed class RudeSmtpServer : IDisposable
{
    public const string HangUp = "";
    public const string Silence = "…";
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, string> _answer;
    private readonly TaskCompletionSource _end = new();

    /// <param name="answer">Gets "connect", each command line, and "." for the end of the mail; gives the reply.</param>
    public RudeSmtpServer(Func<string, string> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public List<string> Lines { get; } = [];

    /// <summary>Completes when the server has been asked something that it answers with silence.</summary>
    public TaskCompletionSource Silent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static string Polite(string line) => line.Split(' ')[0] switch
    {
        "connect" => "220 rude",
        "EHLO" => "250-rude\r\n250-SIZE 10000\r\n250 8BITMIME",
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 2.0.0 ok",
    };

    public void Dispose()
    {
        _end.TrySetResult();
        _listener.Stop();
    }

    private async Task ServeAsync()
    {
        using var client = await _listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var line = "connect";
        var inData = false;
        while (line is not null)
        {
            Lines.Add(line);
            if (!inData || line == ".")
            {
                var reply = _answer(line);
                if (reply == HangUp)
                {
                    return;
                }

                if (reply == Silence)
                {
                    Silent.TrySetResult();
                    await _end.Task;
                    return;
                }

                await stream.WriteAsync(Encoding.Latin1.GetBytes(reply + "\r\n"));
                inData = reply.StartsWith("354", StringComparison.Ordinal);
            }

            line = await reader.ReadLineAsync();
        }
    }
}
