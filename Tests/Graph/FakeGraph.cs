using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Web;

namespace SocialWorkflows.Tests.Graph;

/// <summary>A message of the fake mailbox.</summary>
internal sealed class FakeMail
{
    public required string Id { get; init; }

    public required byte[] Raw { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public string Folder { get; set; } = "inbox";

    /// <summary>Set: Exchange cannot write its MIME, only the parts.</summary>
    public JsonObject? Parts { get; init; }

    public IReadOnlyList<(JsonObject About, byte[] Content)> Attachments { get; init; } = [];
}

/// <summary>
/// One mailbox behind Microsoft Graph v1.0, as strict as the service: token, immutable ids on every request, lifetimes, the handshake of a
/// subscription, four calls at a time, no call before Retry-After, delta positions that end. MIME is written anew at each reading. What a
/// well-behaved client never does is kept in <see cref="Wrongs"/>.
/// </summary>
internal sealed partial class FakeGraph(TimeProvider time) : HttpMessageHandler
{
    public const string Token = "graph-token";
    public const string Mailbox = "soc.dienests@smiltenesnovads.lv";

    private const string Users = "/v1.0/users/" + Mailbox + "/";
    private const int LargestBody = 4 * 1024 * 1024;
    private const int MostAtOnce = 4;

    private readonly Lock _gate = new();
    private readonly List<FakeMail> _mails = [];
    private readonly Dictionary<string, string> _folders = new(StringComparer.Ordinal);
    private readonly List<(string Id, bool IsRemoved)> _inboxLog = [];
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;
    private int _running;
    private int _written;
    private int _oldestPosition;

    /// <summary>What no well-behaved client does.</summary>
    public List<string> Wrongs { get; } = [];

    public List<(HttpMethod Method, string Path)> Calls { get; } = [];

    public int PageSize { get; set; } = 50;

    /// <summary>Asked before each call is served: an answer replaces the service's.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?> Before { get; set; } = _ => null;

    /// <summary>Asked after each call was served: may throw, so that the effect is there and the answer is lost.</summary>
    public Action<HttpRequestMessage> After { get; set; } = _ => { };

    public FakeSubscriptions Subscriptions { get; } = new(time);

    public FakeDrafts Drafts { get; } = new(time);

    public IReadOnlyList<FakeMail> In(string folder)
    {
        lock (_gate)
        {
            return [.. _mails.Where(m => m.Folder == folder)];
        }
    }

    public string? FolderOf(string name) => _folders.FirstOrDefault(f => f.Value == name).Key;

    public FakeMail Deliver(byte[] raw, JsonObject? parts = null, IReadOnlyList<(JsonObject About, byte[] Content)>? attachments = null)
    {
        lock (_gate)
        {
            var mail = new FakeMail { Id = $"AAkALgAA+/{_mails.Count}=", Raw = raw, ReceivedAt = time.GetUtcNow(), Parts = parts, Attachments = attachments ?? [] };
            _mails.Add(mail);
            _inboxLog.Add((mail.Id, false));
            return mail;
        }
    }

    /// <summary>What a person does in Outlook.</summary>
    public void Move(FakeMail mail, string folder)
    {
        lock (_gate)
        {
            if (mail.Folder == "inbox" && folder != "inbox")
            {
                _inboxLog.Add((mail.Id, true));
            }

            if (folder == "inbox")
            {
                _inboxLog.Add((mail.Id, false));
            }

            mail.Folder = folder;
        }
    }

    /// <summary>Positions handed out until now are forgotten: 410.</summary>
    public void ForgetPositions() => _oldestPosition = _inboxLog.Count + 1;

    /// <summary>Asks for a pause; whoever calls in it is throttled again and noted.</summary>
    public HttpResponseMessage Throttle(HttpStatusCode status, TimeSpan pause)
    {
        _notBefore = time.GetUtcNow() + pause;
        var answer = Refuse(status, "TooManyRequests");
        answer.Headers.RetryAfter = new(pause);
        return answer;
    }

    public static HttpResponseMessage Refuse(HttpStatusCode status, string code) =>
        new(status) { Content = JsonContent.Create(new { error = new { code, message = code } }) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            Calls.Add((request.Method, request.RequestUri!.AbsolutePath));
            if (time.GetUtcNow() < _notBefore)
            {
                Wrongs.Add($"{request.Method} {request.RequestUri.AbsolutePath} before Retry-After");
                return Throttle(HttpStatusCode.TooManyRequests, _notBefore - time.GetUtcNow());
            }
        }

        if (Before(request) is { } instead)
        {
            return instead;
        }

        if (Interlocked.Increment(ref _running) > MostAtOnce)
        {
            Interlocked.Decrement(ref _running);
            return Refuse(HttpStatusCode.TooManyRequests, "ApplicationThrottled");
        }

        try
        {
            var answer = await ServeAsync(request, cancellationToken);
            After(request);
            return answer;
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private async Task<HttpResponseMessage> ServeAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        if (request.RequestUri!.Host == FakeDrafts.UploadHost)
        {
            return Drafts.Upload(request, await request.Content!.ReadAsByteArrayAsync(cancellation), Wrongs);
        }

        if (request.Headers.Authorization?.ToString() != "Bearer " + Token)
        {
            return Wrong(HttpStatusCode.Unauthorized, "InvalidAuthenticationToken", request);
        }

        if (!request.Headers.TryGetValues("Prefer", out var prefer) || !prefer.Any(p => p.Contains("IdType=\"ImmutableId\"", StringComparison.Ordinal)))
        {
            return Wrong(HttpStatusCode.BadRequest, "IdsWouldChange", request);
        }

        if (request.Content is { } content && (await content.ReadAsByteArrayAsync(cancellation)).Length > LargestBody)
        {
            return Wrong(HttpStatusCode.RequestEntityTooLarge, "RequestTooLarge", request);
        }

        var path = Uri.UnescapeDataString(request.RequestUri!.AbsolutePath);
        if (path.StartsWith(Users, StringComparison.OrdinalIgnoreCase) && FakeDrafts.Serves(request.Method, path[Users.Length..]))
        {
            return Drafts.Serve(request, path[Users.Length..], request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellation), Throttle);
        }

        var body = request.Content is null ? null : await request.Content.ReadFromJsonAsync<JsonObject>(cancellation);
        if (path.StartsWith("/v1.0/subscriptions", StringComparison.Ordinal))
        {
            return await Subscriptions.ServeAsync(request.Method, path["/v1.0/subscriptions".Length..].TrimStart('/'), body, Wrongs);
        }

        lock (_gate)
        {
            return path.StartsWith(Users, StringComparison.OrdinalIgnoreCase)
                ? Serve(request.Method, request.RequestUri, path[Users.Length..], body)
                : Wrong(HttpStatusCode.Forbidden, "ErrorAccessDenied", request);
        }
    }

    private HttpResponseMessage Serve(HttpMethod method, Uri address, string path, JsonObject? body)
    {
        var query = HttpUtility.ParseQueryString(address.Query);
        return (method.Method, path) switch
        {
            ("GET", "mailFolders/inbox/messages/delta" or "mailFolders/inbox/messages/delta()") => Delta(query["$deltatoken"], query["$skiptoken"], query["$select"]),
            ("GET", "mailFolders") => Folders(query["$filter"]),
            ("POST", "mailFolders") => Folder(body!["displayName"]!.GetValue<string>()),
            ("GET", _) when ListOf().Match(path) is { Success: true } list => List(list.Groups["folder"].Value, query["$skip"]),
            (_, _) when MessageOf().Match(path) is { Success: true } one => Message(method, one.Groups["id"].Value, one.Groups["rest"].Value, body),
            (_, _) when path.StartsWith("messages/", StringComparison.Ordinal) => Refuse(HttpStatusCode.BadRequest, "ErrorInvalidIdMalformed"),
            _ => Refuse(HttpStatusCode.BadRequest, "BadRequest"),
        };
    }

    private HttpResponseMessage Delta(string? delta, string? skip, string? select)
    {
        // "from-until-at": the changes after "from" up to "until", of which "at" were handed out.
        var (from, until, at) = skip is not null ? Three(skip) : (delta is null ? 0 : int.Parse(delta, CultureInfo.InvariantCulture), _inboxLog.Count, 0);
        if (delta is null && skip is null && select is null)
        {
            Wrongs.Add("delta without $select reads whole mails");
        }

        if (delta is not null && from < _oldestPosition)
        {
            return Refuse(HttpStatusCode.Gone, "syncStateNotFound");
        }

        var ids = _inboxLog[from..until].Select(c => c.Id).Distinct(StringComparer.Ordinal).ToList();
        var changes = ids.Skip(at).Take(PageSize)
            .Select(id => (Mail: _mails.Single(m => m.Id == id), IsHere: _mails.Single(m => m.Id == id).Folder == "inbox"))
            .Where(c => c.IsHere || from > 0)
            .Select(c => c.IsHere ? Short(c.Mail) : new JsonObject { ["id"] = c.Mail.Id, ["@removed"] = new JsonObject { ["reason"] = "changed" } })
            .ToList();
        var page = new JsonObject { ["value"] = new JsonArray([.. changes]) };
        if (at + PageSize < ids.Count)
        {
            page["@odata.nextLink"] = Link($"mailFolders/inbox/messages/delta?$skiptoken={from}-{until}-{at + PageSize}");
        }
        else
        {
            page["@odata.deltaLink"] = Link($"mailFolders/inbox/messages/delta?$deltatoken={until}");
        }

        return Json(page);
    }

    private HttpResponseMessage List(string folder, string? skip)
    {
        if (folder != "inbox" && !_folders.ContainsKey(folder))
        {
            return Refuse(HttpStatusCode.NotFound, "ErrorFolderNotFound");
        }

        var at = skip is null ? 0 : int.Parse(skip, CultureInfo.InvariantCulture);
        var mails = _mails.Where(m => m.Folder == folder).ToList();
        var page = new JsonObject { ["value"] = new JsonArray([.. mails.Skip(at).Take(PageSize).Select(Short)]) };
        if (at + PageSize < mails.Count)
        {
            page["@odata.nextLink"] = Link($"mailFolders/{Uri.EscapeDataString(folder)}/messages?$skip={at + PageSize}");
        }

        return Json(page);
    }

    private HttpResponseMessage Message(HttpMethod method, string id, string rest, JsonObject? body)
    {
        if (_mails.Find(m => m.Id == id && m.Folder != "deleted") is not { } mail)
        {
            return Refuse(HttpStatusCode.NotFound, "ErrorItemNotFound");
        }

        if (method == HttpMethod.Post && rest == "move")
        {
            var target = body!["destinationId"]!.GetValue<string>();
            if (!_folders.ContainsKey(target))
            {
                return Refuse(HttpStatusCode.NotFound, "ErrorFolderNotFound");
            }

            Move(mail, target);
            return Json(Short(mail), HttpStatusCode.Created);
        }

        if (method == HttpMethod.Post && rest == "permanentDelete")
        {
            Move(mail, "deleted");
            return new HttpResponseMessage(HttpStatusCode.NoContent);
        }

        if (method != HttpMethod.Get)
        {
            return Refuse(HttpStatusCode.MethodNotAllowed, "MethodNotAllowed");
        }

        if (rest == "$value")
        {
            return mail.Parts is null ? Bytes(Anew(mail.Raw)) : Refuse(HttpStatusCode.InternalServerError, "ErrorMimeContentConversionFailed");
        }

        if (rest == "attachments")
        {
            return Json(new JsonObject { ["value"] = new JsonArray([.. mail.Attachments.Select(a => a.About.DeepClone())]) });
        }

        if (rest.StartsWith("attachments/", StringComparison.Ordinal))
        {
            return Attachment(mail, rest["attachments/".Length..]);
        }

        return Json((mail.Parts ?? Described(mail)).DeepClone().AsObject());
    }

    private static HttpResponseMessage Attachment(FakeMail mail, string path)
    {
        const string Value = "/$value";
        var id = path.EndsWith(Value, StringComparison.Ordinal) ? path[..^Value.Length] : path;
        if (mail.Attachments.FirstOrDefault(a => a.About["id"]!.GetValue<string>() == id) is not { About: { } about } found)
        {
            return Refuse(HttpStatusCode.NotFound, "ErrorItemNotFound");
        }

        if (id != path)
        {
            return Bytes(found.Content);
        }

        var whole = about.DeepClone().AsObject();
        if (whole["@odata.type"]!.GetValue<string>() == "#microsoft.graph.fileAttachment")
        {
            whole["contentBytes"] = Convert.ToBase64String(found.Content);
        }

        return Json(whole);
    }

    private HttpResponseMessage Folders(string? filter)
    {
        var name = filter is null ? null : NameFilter().Match(filter).Groups["name"].Value.Replace("''", "'", StringComparison.Ordinal);
        return Json(new JsonObject
        {
            ["value"] = new JsonArray([.. _folders.Where(f => name is null || f.Value == name).Select(f => new JsonObject { ["id"] = f.Key, ["displayName"] = f.Value })]),
        });
    }

    private HttpResponseMessage Folder(string name)
    {
        if (_folders.ContainsValue(name))
        {
            return Refuse(HttpStatusCode.Conflict, "ErrorFolderExists");
        }

        var id = $"AAMkF+/{_folders.Count}=";
        _folders.Add(id, name);
        return Json(new JsonObject { ["id"] = id, ["displayName"] = name }, HttpStatusCode.Created);
    }

    public void RemoveFolder(string name) => _folders.Remove(FolderOf(name)!);

    /// <summary>Exchange keeps no MIME: boundaries are others each time.</summary>
    private byte[] Anew(byte[] raw)
    {
        var text = Encoding.Latin1.GetString(raw);
        var serial = ++_written;
        foreach (var boundary in Boundaries().Matches(text).Select(m => m.Groups["text"].Value).Distinct(StringComparer.Ordinal))
        {
            text = text.Replace(boundary, $"_000_{serial}_{boundary}", StringComparison.Ordinal);
        }

        return Encoding.Latin1.GetBytes(text);
    }

    private static JsonObject Described(FakeMail mail)
    {
        var head = Encoding.Latin1.GetString(mail.Raw).ReplaceLineEndings("\n").Split("\n\n")[0].Replace("\n ", " ", StringComparison.Ordinal).Replace("\n\t", " ", StringComparison.Ordinal);
        return new JsonObject
        {
            ["id"] = mail.Id,
            ["internetMessageHeaders"] = new JsonArray([.. head.Split('\n').Where(l => l.Contains(':', StringComparison.Ordinal))
                .Select(l => new JsonObject { ["name"] = l[..l.IndexOf(':', StringComparison.Ordinal)], ["value"] = l[(l.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() })]),
        };
    }

    private static JsonObject Short(FakeMail mail) => new()
    {
        ["@odata.etag"] = "W/\"1\"",
        ["id"] = mail.Id,
        ["receivedDateTime"] = mail.ReceivedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    };

    private HttpResponseMessage Wrong(HttpStatusCode status, string code, HttpRequestMessage request)
    {
        lock (_gate)
        {
            Wrongs.Add($"{code}: {request.Method} {request.RequestUri!.AbsolutePath}");
        }

        return Refuse(status, code);
    }

    private static (int, int, int) Three(string token)
    {
        var parts = token.Split('-').Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        return (parts[0], parts[1], parts[2]);
    }

    private static string Link(string path) => "https://graph.microsoft.com" + Users + path;

    private static HttpResponseMessage Json(JsonObject body, HttpStatusCode status = HttpStatusCode.OK) => new(status) { Content = JsonContent.Create(body) };

    private static HttpResponseMessage Bytes(byte[] content) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(content) };

    [GeneratedRegex("^mailFolders/(?<folder>.+)/messages$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ListOf();

    [GeneratedRegex(@"^messages/(?<id>.+?=)(/(?<rest>.*))?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex MessageOf();

    [GeneratedRegex("^displayName eq '(?<name>.*)'$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NameFilter();

    [GeneratedRegex("boundary=\"?(?<text>[^\";\\r\\n]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Boundaries();
}
