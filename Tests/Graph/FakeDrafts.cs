using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Web;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Tests.Graph;

/// <summary>A draft of the fake mailbox, and what it became.</summary>
internal sealed class FakeDraft
{
    public required string Id { get; init; }

    public required byte[] Mime { get; init; }

    public required string MessageId { get; set; }

    public bool IsDraft { get; set; } = true;

    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);
}

/// <summary>
/// Sending from the fake mailbox: a draft from MIME in Base64, one send of each, thirty a minute, files in pieces of 320 KiB. A draft that was sent
/// keeps its id and refuses to be sent again.
/// </summary>
internal sealed partial class FakeDrafts(TimeProvider time)
{
    public const string UploadHost = "outlook.office.example";

    private readonly Lock _gate = new();
    private readonly List<FakeDraft> _all = [];
    private readonly Dictionary<string, (FakeDraft Draft, string Name, byte[] Content)> _uploads = new(StringComparer.Ordinal);
    private readonly List<DateTimeOffset> _sendings = [];
    private int _made;

    public int PerMinute { get; set; } = 30;

    /// <summary>What the receivers have, in order.</summary>
    public List<FakeDraft> Sent { get; } = [];

    public IReadOnlyList<FakeDraft> Unsent => [.. _all.Where(d => d.IsDraft)];

    /// <summary>What the mailbox holds: drafts, and what was sent of them.</summary>
    public IReadOnlyList<FakeDraft> Kept => [.. _all];

    /// <summary>A person empties the folder.</summary>
    public void Lose(FakeDraft draft) => _all.Remove(draft);

    public static bool Serves(HttpMethod method, string path) => (method == HttpMethod.Post && path == "messages")
        || path == "mailFolders/drafts/messages"
        || (IdOf().Match(path) is { Success: true } match && match.Groups["id"].Value.StartsWith("AAdraft", StringComparison.Ordinal));

    public HttpResponseMessage Serve(HttpRequestMessage request, string path, string body, Func<HttpStatusCode, TimeSpan, HttpResponseMessage> throttle)
    {
        lock (_gate)
        {
            if (path == "messages")
            {
                return Make(request, body);
            }

            if (path == "mailFolders/drafts/messages")
            {
                return List(HttpUtility.ParseQueryString(request.RequestUri!.Query)["$filter"]!);
            }

            var match = IdOf().Match(path);
            return _all.Find(d => d.Id == match.Groups["id"].Value) is { } draft
                ? Serve(request.Method.Method, match.Groups["rest"].Value, draft, body, throttle)
                : FakeGraph.Refuse(HttpStatusCode.NotFound, "ErrorItemNotFound");
        }
    }

    public HttpResponseMessage Upload(HttpRequestMessage request, byte[] piece, List<string> wrongs)
    {
        lock (_gate)
        {
            var range = request.Content!.Headers.ContentRange!;
            var (draft, name, content) = _uploads[request.RequestUri!.AbsolutePath];
            if (request.Headers.Authorization is not null || range.Length != content.Length || (range.To + 1 != range.Length && piece.Length % (320 * 1024) != 0) || piece.Length > 4 * 1024 * 1024)
            {
                wrongs.Add("an upload with our token, in odd pieces or in too large ones");
            }

            piece.CopyTo(content, (int)range.From!);
            draft.Files[name] = content;
            return new HttpResponseMessage(HttpStatusCode.Created);
        }
    }

    private HttpResponseMessage Make(HttpRequestMessage request, string body)
    {
        if (request.Content!.Headers.ContentType!.MediaType != "text/plain")
        {
            return FakeGraph.Refuse(HttpStatusCode.BadRequest, "ErrorInvalidRequest");
        }

        var mime = Convert.FromBase64String(body);
        var mail = MimeReader.Read(mime);
        var draft = new FakeDraft { Id = $"AAdraft{_made++}=", Mime = mime, MessageId = $"<exchange-{_made}@outlook.example>" };
        foreach (var file in mail.Attachments)
        {
            draft.Files[file.FileName ?? ""] = file.Content.ToArray();
        }

        _all.Add(draft);
        return Json(new JsonObject { ["id"] = draft.Id, ["isDraft"] = true, ["internetMessageId"] = draft.MessageId }, HttpStatusCode.Created);
    }

    private HttpResponseMessage List(string filter)
    {
        var id = NameFilter().Match(filter).Groups["id"].Value.Replace("''", "'", StringComparison.Ordinal);
        return Json(new JsonObject
        {
            ["value"] = new JsonArray([.. _all.Where(d => d.IsDraft && d.MessageId == id).Select(d => new JsonObject { ["id"] = d.Id, ["hasAttachments"] = d.Files.Count > 0 })]),
        });
    }

    private HttpResponseMessage Serve(string method, string rest, FakeDraft draft, string body, Func<HttpStatusCode, TimeSpan, HttpResponseMessage> throttle)
    {
        switch (method, rest)
        {
            case ("GET", ""):
                return Json(new JsonObject { ["id"] = draft.Id, ["isDraft"] = draft.IsDraft });
            case ("PATCH", "") when draft.IsDraft:
                draft.MessageId = JsonNode.Parse(body)!["internetMessageId"]!.GetValue<string>();
                return Json(new JsonObject { ["id"] = draft.Id });
            case ("DELETE", "") or ("POST", "/permanentDelete"):
                _all.Remove(draft);
                return new HttpResponseMessage(HttpStatusCode.NoContent);
            case ("POST", "/send") when draft.IsDraft:
                return Send(draft, throttle);
            case ("POST", "/attachments") when draft.IsDraft:
                var file = JsonNode.Parse(body)!;
                draft.Files[file["name"]!.GetValue<string>()] = Convert.FromBase64String(file["contentBytes"]!.GetValue<string>());
                return Json(new JsonObject { ["id"] = "a" }, HttpStatusCode.Created);
            case ("POST", "/attachments/createUploadSession") when draft.IsDraft:
                var item = JsonNode.Parse(body)!["AttachmentItem"]!;
                var path = string.Create(CultureInfo.InvariantCulture, $"/upload/{_uploads.Count}");
                _uploads[path] = (draft, item["name"]!.GetValue<string>(), new byte[item["size"]!.GetValue<int>()]);
                return Json(new JsonObject { ["uploadUrl"] = $"https://{UploadHost}{path}?secret=1" }, HttpStatusCode.Created);
            default:
                return FakeGraph.Refuse(HttpStatusCode.BadRequest, "ErrorInvalidRequest");
        }
    }

    private HttpResponseMessage Send(FakeDraft draft, Func<HttpStatusCode, TimeSpan, HttpResponseMessage> throttle)
    {
        var now = time.GetUtcNow();
        _sendings.RemoveAll(at => now - at >= TimeSpan.FromMinutes(1));
        if (_sendings.Count >= PerMinute)
        {
            return throttle(HttpStatusCode.TooManyRequests, TimeSpan.FromMinutes(1));
        }

        _sendings.Add(now);
        draft.IsDraft = false;
        Sent.Add(draft);
        return new HttpResponseMessage(HttpStatusCode.Accepted) { Content = new StringContent("", Encoding.UTF8) };
    }

    private static HttpResponseMessage Json(JsonObject body, HttpStatusCode status = HttpStatusCode.OK) => new(status) { Content = JsonContent.Create(body) };

    [GeneratedRegex("^messages/(?<id>[^/]+)(?<rest>.*)$", RegexOptions.NonBacktracking)]
    private static partial Regex IdOf();

    [GeneratedRegex("internetMessageId eq '(?<id>.*)'", RegexOptions.NonBacktracking)]
    private static partial Regex NameFilter();
}
