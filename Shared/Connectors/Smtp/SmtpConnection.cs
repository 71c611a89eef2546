using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Connectors.Smtp;

/// <summary>The wire: lines out, replies in, TLS, and a limit on every wait.</summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private const int MaxReplyLine = 2000;
    private const int MaxReplyLines = 200;
    private readonly SmtpOptions _options;
    private readonly TimeProvider _time;
    private readonly TcpClient _client = new();
    private readonly byte[] _buffer = new byte[4096];
    private Stream _stream = Stream.Null;
    private int _bufferStart;
    private int _bufferEnd;

    private SmtpConnection(SmtpOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
    }

    public static async Task<SmtpConnection> OpenAsync(SmtpOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var connection = new SmtpConnection(options, time);
        try
        {
            await connection.WithinAsync(options.ConnectTimeout, async t => await connection._client.ConnectAsync(options.Host, options.Port, t), cancellationToken);
            connection._stream = connection._client.GetStream();
            if (options.Security == SmtpSecurity.ImplicitTls)
            {
                await connection.StartTlsAsync(cancellationToken);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task StartTlsAsync(CancellationToken cancellationToken)
    {
        if (_bufferStart < _bufferEnd)
        {
            // Bytes before the handshake could be an attacker's, to be read as the server's afterwards.
            throw new TransientMailException("The mail server sent data ahead of the TLS handshake; the connection was dropped.") { IsOfTheServer = true };
        }

        var tls = new SslStream(_stream);
        var roots = Roots();
        var settings = new SslClientAuthenticationOptions { TargetHost = _options.Host };
        if (roots is not null)
        {
            settings.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            settings.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
        }

        try
        {
            await WithinAsync(_options.ConnectTimeout, async t => await tls.AuthenticateAsClientAsync(settings, t), cancellationToken);
        }
        catch (AuthenticationException e)
        {
            await tls.DisposeAsync();
            throw new PermanentMailException(
                $"TLS with {_options.Host}:{_options.Port} failed: {e.Message} Check the host name, the certificate and {nameof(SmtpOptions.TrustedRootsFile)}.", e) { IsOfTheServer = true };
        }

        _stream = tls;
    }

    public async Task<SmtpReply> CommandAsync(string command, CancellationToken cancellationToken)
    {
        await WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), cancellationToken);
        return await ReadReplyAsync(_options.CommandTimeout, cancellationToken);
    }

    public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => WithinAsync(
        _options.CommandTimeout,
        async t =>
        {
            await _stream.WriteAsync(bytes, t);
            await _stream.FlushAsync(t);
        },
        cancellationToken);

    public async Task<SmtpReply> ReadReplyAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        SmtpReply? reply = null;
        await WithinAsync(timeout, async t => reply = await ReadReplyLinesAsync(t), cancellationToken);
        return reply!;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _stream.DisposeAsync();
        }
        catch (IOException)
        {
            // A broken goodbye must not turn an accepted or doubtful mail into one that looks unsent.
        }

        _client.Dispose();
    }

    private X509Certificate2Collection? Roots()
    {
        if (_options.TrustedRootsFile is null)
        {
            return null;
        }

        var roots = new X509Certificate2Collection();
        try
        {
            roots.ImportFromPemFile(_options.TrustedRootsFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new PermanentMailException($"{nameof(SmtpOptions.TrustedRootsFile)} {_options.TrustedRootsFile} cannot be read: {e.Message}", e) { IsOfTheServer = true };
        }

        return roots;
    }

    private async Task<SmtpReply> ReadReplyLinesAsync(CancellationToken cancellationToken)
    {
        List<string> lines = [];
        while (lines.Count < MaxReplyLines)
        {
            var line = await ReadLineAsync(cancellationToken);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), out var code) || code is < 200 or > 599 || (line.Length > 3 && line[3] is not (' ' or '-')))
            {
                throw new IOException("The mail server's reply is no SMTP reply.");
            }

            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ')
            {
                return new SmtpReply(code, lines);
            }
        }

        throw new IOException("The mail server's reply does not end.");
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (line.Length <= MaxReplyLine)
        {
            if (_bufferStart == _bufferEnd)
            {
                _bufferStart = 0;
                _bufferEnd = await _stream.ReadAsync(_buffer, cancellationToken);
                if (_bufferEnd == 0)
                {
                    throw new IOException("The mail server closed the connection.");
                }
            }

            var c = (char)_buffer[_bufferStart++];
            if (c == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append(c);
        }

        throw new IOException("The mail server's reply line is too long.");
    }

    private async Task WithinAsync(TimeSpan timeout, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await work(both.Token);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"The mail server did not answer within {timeout.TotalSeconds:0} s.", e);
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }
}
