using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using SocialWorkflows.Tests.Connectors.AzureStorage;

namespace SocialWorkflows.Benchmarks.Storage;

/// <summary>What one would write by hand against the emulator: HttpClient, a token, prepared bytes; no retries, no checks, no types.</summary>
internal sealed class RawStorage : IDisposable
{
    private readonly HttpClient _client;
    private readonly AzuritePeer _peer;
    private readonly string _token = TestCredential.Token("https://storage.azure.com", DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(2));

    public RawStorage(AzuritePeer peer)
    {
        _peer = peer;
        _client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == peer.Certificate.GetCertHashString() },
        });
    }

    public Task InsertAsync(string table, string row, string value) =>
        SendAsync(HttpMethod.Post, $"{_peer.Endpoints.Table}/{table}", Encoding.UTF8.GetBytes($$"""{"PartitionKey":"p","RowKey":"{{row}}","Op":"{{row}}","Value":"{{value}}"}"""), "application/json", ("Prefer", "return-no-content"));

    public Task<byte[]> GetAsync(string table, string row) => SendAsync(HttpMethod.Get, $"{_peer.Endpoints.Table}/{table}(PartitionKey='p',RowKey='{row}')", null, null);

    public Task<byte[]> QueryAsync(string table, string partition) =>
        SendAsync(HttpMethod.Get, $"{_peer.Endpoints.Table}/{table}()?$filter={Uri.EscapeDataString($"PartitionKey eq '{partition}'")}", null, null);

    public Task BatchAsync(string table, string partition, string value)
    {
        var body = new StringBuilder("--batch_b\r\nContent-Type: multipart/mixed; boundary=changeset_c\r\n\r\n");
        for (var i = 0; i < 50; i++)
        {
            var row = string.Create(CultureInfo.InvariantCulture, $$"""{"PartitionKey":"{{partition}}","RowKey":"{{i}}","Op":"{{partition}}","Value":"{{value}}"}""");
            body.Append("--changeset_c\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n")
                .Append(CultureInfo.InvariantCulture, $"POST {_peer.Endpoints.Table}/{table} HTTP/1.1\r\nAccept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0;\r\nContent-Type: application/json\r\nPrefer: return-no-content\r\nContent-Length: {Encoding.UTF8.GetByteCount(row)}\r\n\r\n{row}\r\n");
        }

        body.Append("--changeset_c--\r\n--batch_b--\r\n");
        return SendAsync(HttpMethod.Post, $"{_peer.Endpoints.Table}/$batch", Encoding.UTF8.GetBytes(body.ToString()), "multipart/mixed; boundary=batch_b", ("DataServiceVersion", "3.0;"), ("MaxDataServiceVersion", "3.0;NetFx"));
    }

    public Task PutAsync(string container, string blob, byte[] content) =>
        SendAsync(HttpMethod.Put, $"{_peer.Endpoints.Blob}/{container}/{blob}", content, "application/octet-stream", ("x-ms-blob-type", "BlockBlob"), ("If-None-Match", "*"));

    public Task<byte[]> ReadAsync(string container, string blob) => SendAsync(HttpMethod.Get, $"{_peer.Endpoints.Blob}/{container}/{blob}", null, null);

    public void Dispose() => _client.Dispose();

    private async Task<byte[]> SendAsync(HttpMethod method, string address, byte[]? body, string? type, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        request.Headers.TryAddWithoutValidation("x-ms-version", "2024-11-04");
        request.Headers.TryAddWithoutValidation("Accept", "application/json;odata=minimalmetadata");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        using var response = await _client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    }
}
