using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;

namespace SocialWorkflows.Tests.EAddress;

/// <summary>What the service is known to demand of a call and of an envelope; everything else is refused as well.</summary>
internal static class DivRules
{
    private const string Action = "http://vraa.gov.lv/div/uui/2011/11/UnifiedServiceInterface/";
    private const string ExclusiveC14N = "http://www.w3.org/2001/10/xml-exc-c14n#";
    private const string Sha512 = "http://www.w3.org/2001/04/xmlenc#sha512";
    private const string Xades = "http://uri.etsi.org/01903/v1.3.2#";

    /// <returns>The operation.</returns>
    public static async Task<string> CheckCallAsync(SoapMessage message, X509Certificate2 connected, Uri address, DateTimeOffset now)
    {
        var header = message.Find("/s:Envelope/s:Header");
        var action = SoapMessage.Text(header, "a:Action");
        if (!action.StartsWith(Action, StringComparison.Ordinal) || message.Input.LocalName != action[Action.Length..] + "Input" || message.Input.NamespaceURI != SoapMessage.Uui)
        {
            throw new DivFaultException("Sender", "ActionNotSupported", "The action is not that of the body.");
        }

        if (SoapMessage.Text(header, "a:To") != address.ToString() || SoapMessage.Text(header, "a:MessageID").Length == 0)
        {
            throw new DivFaultException("Sender", "InvalidAddressingHeader", "To or MessageID is missing or wrong.");
        }

        var created = DateTimeOffset.Parse(SoapMessage.Text(header, "o:Security/wsu:Timestamp/wsu:Created"), System.Globalization.CultureInfo.InvariantCulture);
        var expires = DateTimeOffset.Parse(SoapMessage.Text(header, "o:Security/wsu:Timestamp/wsu:Expires"), System.Globalization.CultureInfo.InvariantCulture);
        if (created > now.AddMinutes(5) || expires < now || expires - created > TimeSpan.FromMinutes(5))
        {
            throw DivFaultException.Security("The message has expired or is from the future.");
        }

        using var token = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(SoapMessage.Text(header, "o:Security/o:BinarySecurityToken")));
        if (token.Thumbprint != connected.Thumbprint)
        {
            throw DivFaultException.Security("The call is signed by another certificate than the connection's.");
        }

        var signed = SoapMessage.Select(header, "o:Security/ds:Signature/ds:SignedInfo/ds:Reference").Select(r => r.GetAttribute("URI")).Order().ToList();
        string[] wanted = ["#" + IdOf(header, "o:Security/wsu:Timestamp"), "#" + IdOf(header, "a:To")];
        if (!signed.SequenceEqual(wanted.Order())
            || SoapMessage.Select(header, "o:Security/ds:Signature/ds:SignedInfo/ds:SignatureMethod")[0].GetAttribute("Algorithm") != "http://www.w3.org/2000/09/xmldsig#rsa-sha1")
        {
            throw DivFaultException.Security("Timestamp and To must be signed, with RSA-SHA1.");
        }

        const string signature = "//*[local-name()='Security']/*[local-name()='Signature']";
        return await Xmlsec.ComplaintAsync(message.Document, signature, token, SoapMessage.Wsu + ":Timestamp", SoapMessage.Addressing + ":To") is { } complaint
            ? throw DivFaultException.Security(complaint)
            : action[Action.Length..];
    }

    /// <summary>The order of the schema, and nothing besides.</summary>
    public static void Sequence(XmlElement element, params string[] names)
    {
        var rest = new Queue<string>(names);
        foreach (var child in element.ChildNodes.OfType<XmlElement>())
        {
            while (rest.TryPeek(out var name) && name.TrimEnd('?', '*') != child.LocalName)
            {
                if (name[^1] is not ('?' or '*'))
                {
                    throw DivFaultException.Malformed($"{name} is missing in {element.LocalName}.");
                }

                rest.Dequeue();
            }

            if (!rest.TryPeek(out var found))
            {
                throw DivFaultException.Malformed($"{child.LocalName} does not belong into {element.LocalName} there.");
            }

            if (found[^1] != '*')
            {
                rest.Dequeue();
            }
        }

        if (rest.FirstOrDefault(name => name[^1] is not ('?' or '*')) is { } missing)
        {
            throw DivFaultException.Malformed($"{missing} is missing in {element.LocalName}.");
        }
    }

    public static async Task CheckEnvelopeAsync(XmlElement envelope, X509Certificate2 account, IReadOnlyDictionary<string, byte[]> files)
    {
        if (envelope.NamespaceURI != SoapMessage.Div)
        {
            throw DivFaultException.Malformed("the envelope is in another namespace.");
        }

        var alone = Alone(envelope);
        var root = alone.DocumentElement!;
        Sequence(root, "SenderDocument", "Signatures");
        Sequence(One(root, "d:SenderDocument"), "DocumentMetadata", "SenderTransportMetadata");
        Sequence(One(root, "d:SenderDocument/d:DocumentMetadata"), "GeneralMetadata", "PayloadReference?");
        Sequence(One(root, "d:SenderDocument/d:DocumentMetadata/d:GeneralMetadata"), "Authors", "Date", "Title", "Description?", "DocumentKind");
        var transport = One(root, "d:SenderDocument/d:SenderTransportMetadata");
        Sequence(transport, "SenderE-Address", "SenderRefNumber", "Recipients", "NotifySenderOnDelivery", "Priority", "DeliveryDeadline?", "TraceInfo?");
        Sequence(One(transport, "d:Recipients/d:RecipientEntry"), "RecipientE-Address", "EncryptionInfo?");
        var entries = SoapMessage.Select(root, "d:SenderDocument/d:DocumentMetadata/d:PayloadReference/d:File");
        if (entries.Count != files.Count)
        {
            throw DivFaultException.Malformed("the envelope lists other files than came.");
        }

        foreach (var entry in entries)
        {
            Sequence(entry, "MimeType", "Size", "Name", "Content", "Compressed", "AppendixNumber");
            var content = files.GetValueOrDefault(SoapMessage.Text(entry, "d:Content/d:ContentReference")) ?? throw DivFaultException.Malformed("a listed file did not come.");
            if (One(entry, "d:Content/d:DigestMethod").GetAttribute("Algorithm") != Sha512
                || SoapMessage.Text(entry, "d:Content/d:DigestValue") != Convert.ToBase64String(SHA512.HashData(content))
                || SoapMessage.Text(entry, "d:Size") != content.Length.ToString(System.Globalization.CultureInfo.InvariantCulture))
            {
                throw DivFaultException.Malformed("a file has not the size and digest it should.");
            }
        }

        await CheckSignatureAsync(alone, "SenderSignature", account, "SenderSection");
    }

    /// <summary>RSA-SHA512 over exactly these sections and the XAdES properties, by exclusive C14N.</summary>
    public static async Task CheckSignatureAsync(XmlDocument document, string id, X509Certificate2 account, params string[] sections)
    {
        var signature = One(document.DocumentElement!, "d:Signatures/ds:Signature");
        var references = SoapMessage.Select(signature, "ds:SignedInfo/ds:Reference");
        var properties = references.SingleOrDefault(r => r.GetAttribute("Type") == "http://uri.etsi.org/01903#SignedProperties");
        if (signature.GetAttribute("Id") != id
            || properties is null
            || !references.Where(r => r != properties).Select(r => r.GetAttribute("URI")).SequenceEqual(sections.Select(s => "#" + s))
            || One(signature, "ds:SignedInfo/ds:SignatureMethod").GetAttribute("Algorithm") != "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"
            || references.Any(r => One(r, "ds:DigestMethod").GetAttribute("Algorithm") != Sha512 || One(r, "ds:Transforms/ds:Transform").GetAttribute("Algorithm") != ExclusiveC14N)
            || signature.GetElementsByTagName("SigningTime", Xades).Count != 1
            || signature.GetElementsByTagName("SigningCertificate", Xades).Count != 1)
        {
            throw DivFaultException.Malformed("the signature is not XAdES-BES RSA-SHA512 over the sections.");
        }

        string[] ids = [SoapMessage.Div + ":SenderDocument", SoapMessage.Div + ":ServerTransportMetadata", SoapMessage.Div + ":ConfirmationEntry", Xades + ":SignedProperties"];
        if (await Xmlsec.ComplaintAsync(document, "//*[local-name()='Signatures']/*[local-name()='Signature']", account, ids) is { } complaint)
        {
            throw DivFaultException.Malformed(complaint);
        }
    }

    /// <summary>Taken out of what stood around it, as the service does before it verifies.</summary>
    public static XmlDocument Alone(XmlElement element)
    {
        var alone = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        alone.LoadXml(element.OuterXml);
        return alone;
    }

    private static XmlElement One(XmlElement element, string path) =>
        SoapMessage.Select(element, path) is [var one] ? one : throw DivFaultException.Malformed($"{path} must be there once.");

    private static string IdOf(XmlElement header, string path) => SoapMessage.Select(header, path) is [var one] ? one.GetAttribute("Id", SoapMessage.Wsu) : "none";
}
