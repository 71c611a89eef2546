using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace SocialWorkflows.Tests.EAddress;

/// <summary>A request as it came over the wire, MTOM taken apart.</summary>
internal sealed class SoapMessage
{
    public const string Soap = "http://www.w3.org/2003/05/soap-envelope";
    public const string Addressing = "http://www.w3.org/2005/08/addressing";
    public const string Uui = "http://vraa.gov.lv/xmlschemas/div/uui/2011/11";
    public const string Div = "http://ivis.eps.gov.lv/XMLSchemas/100001/DIV/v1-0";
    public const string Arrays = "http://schemas.microsoft.com/2003/10/Serialization/Arrays";
    public const string Wsse = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    public const string Wsu = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    public const string Ds = "http://www.w3.org/2000/09/xmldsig#";
    private const string Xop = "http://www.w3.org/2004/08/xop/include";

    private readonly Dictionary<string, byte[]> _parts = new(StringComparer.Ordinal);

    private SoapMessage(XmlDocument document, Dictionary<string, byte[]> parts)
    {
        Document = document;
        _parts = parts;
    }

    public XmlDocument Document { get; }

    public XmlElement Input => Find("/s:Envelope/s:Body/*");

    public static async Task<SoapMessage> ReadAsync(HttpRequest request)
    {
        var type = MediaTypeHeaderValue.Parse(request.ContentType);
        Dictionary<string, byte[]> parts = new(StringComparer.Ordinal);
        using var whole = new MemoryStream();
        await request.Body.CopyToAsync(whole);
        whole.Position = 0;
        byte[]? root = null;
        if (type.MediaType == "multipart/related")
        {
            var reader = new MultipartReader(HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), whole) { BodyLengthLimit = null };
            while (await reader.ReadNextSectionAsync() is { } section)
            {
                using var body = new MemoryStream();
                await section.Body.CopyToAsync(body);
                root ??= body.ToArray();
                parts[section.Headers!["Content-ID"].ToString().Trim('<', '>')] = body.ToArray();
            }
        }
        else
        {
            root = whole.ToArray();
        }

        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        using var xml = XmlReader.Create(new MemoryStream(root!), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        document.Load(xml);
        return new SoapMessage(document, parts);
    }

    public XmlElement Find(string path) => Select(Document, path).Single();

    public static IReadOnlyList<XmlElement> Select(XmlNode node, string path)
    {
        var names = new XmlNamespaceManager((node as XmlDocument ?? node.OwnerDocument!).NameTable);
        names.AddNamespace("s", Soap);
        names.AddNamespace("a", Addressing);
        names.AddNamespace("u", Uui);
        names.AddNamespace("d", Div);
        names.AddNamespace("arr", Arrays);
        names.AddNamespace("o", Wsse);
        names.AddNamespace("wsu", Wsu);
        names.AddNamespace("ds", Ds);
        names.AddNamespace("xop", Xop);
        return [.. node.SelectNodes(path, names)!.OfType<XmlElement>()];
    }

    public static string Text(XmlNode node, string path) => Select(node, path) is [var one] ? one.InnerText : "";

    /// <summary>The bytes of a Contents element, by reference or as Base64.</summary>
    public byte[] BytesOf(XmlElement contents) => Select(contents, "xop:Include") is [var include]
        ? _parts[Uri.UnescapeDataString(include.GetAttribute("href")["cid:".Length..])]
        : Convert.FromBase64String(contents.InnerText);

    /// <summary>Answers as the service does: MTOM, also for faults.</summary>
    public static async Task AnswerAsync(HttpResponse response, int status, string envelope, IReadOnlyList<(string Id, byte[] Content)> parts)
    {
        const string boundary = "uuid:7c9f+id=1";
        response.StatusCode = status;
        response.ContentType = $"multipart/related; type=\"application/xop+xml\"; start=\"<http://tempuri.org/0>\"; boundary=\"{boundary}\"; start-info=\"application/soap+xml\"";
        using var body = new MemoryStream();
        void Write(string text) => body.Write(Encoding.UTF8.GetBytes(text));
        Write($"\r\n--{boundary}\r\nContent-ID: <http://tempuri.org/0>\r\nContent-Transfer-Encoding: 8bit\r\nContent-Type: application/xop+xml;charset=utf-8;type=\"application/soap+xml\"\r\n\r\n{envelope}\r\n");
        foreach (var (id, content) in parts)
        {
            Write($"--{boundary}\r\nContent-ID: <{id}>\r\nContent-Transfer-Encoding: binary\r\nContent-Type: application/octet-stream\r\n\r\n");
            body.Write(content);
            Write("\r\n");
        }

        Write($"--{boundary}--\r\n");
        await response.Body.WriteAsync(body.ToArray());
    }
}
