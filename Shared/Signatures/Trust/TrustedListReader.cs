using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using SocialWorkflows.Signatures.Certificates;
using SocialWorkflows.Signatures.Trust;
using SocialWorkflows.Signatures.Xades;
using SocialWorkflows.Signatures.Xml;

namespace SocialWorkflows.Signatures;

/// <summary>Reads ETSI TS 119 612 trusted lists: version 5 and 6, and 4, which differs only in words that became history.</summary>
public static class TrustedListReader
{
    private const string Tsl = "http://uri.etsi.org/02231/v2#";
    private static readonly InspectionLimits Limits = new() { XmlBytes = 64 * 1024 * 1024, XmlNodes = 5_000_000 };

    /// <summary>A list whose signature must be by one of the pinned certificates.</summary>
    /// <exception cref="TrustedListException">Not a list, or not signed by a pinned certificate.</exception>
    public static TrustedList ReadVerified(byte[] xml, IReadOnlyCollection<X509Certificate2> pinned)
    {
        ArgumentNullException.ThrowIfNull(xml);
        ArgumentNullException.ThrowIfNull(pinned);
        var document = Load(xml);
        TrustedListSignature.Require(document, pinned, () => Moment(Scheme(document).OptionalChild("ListIssueDateTime", Tsl)));
        return Read(document, isVerified: true);
    }

    /// <summary>A list taken as it is: test trust, which every verdict resting on it names.</summary>
    /// <exception cref="TrustedListException">Not a list.</exception>
    public static TrustedList ReadUnverified(byte[] xml)
    {
        ArgumentNullException.ThrowIfNull(xml);
        return Read(Load(xml), isVerified: false);
    }

    /// <summary>Does the XML begin as a trusted list does? Says nothing about its worth.</summary>
    public static bool LooksLikeList(ReadOnlySpan<byte> xml) => xml[..Math.Min(xml.Length, 4096)].IndexOf("TrustServiceStatusList"u8) >= 0;

    private static XmlDocument Load(byte[] xml)
    {
        try
        {
            var document = SafeXml.Load(xml, Limits);
            var root = document.DocumentElement!;
            return root is { LocalName: "TrustServiceStatusList", NamespaceURI: Tsl }
                ? document
                : throw new TrustedListException("The file is not a trusted list (its root is not TrustServiceStatusList). Take the XML file from the scheme operator's page.");
        }
        catch (XmlException e)
        {
            throw new TrustedListException($"The trusted list is not safe, well-formed XML ({e.Message.TrimEnd('.')}). Fetch it again from the scheme operator's page.");
        }
    }

    private static TrustedList Read(XmlDocument document, bool isVerified)
    {
        try
        {
            var scheme = Scheme(document);
            var territory = Text(scheme, "SchemeTerritory");
            var sequence = long.Parse(Text(scheme, "TSLSequenceNumber"), NumberStyles.None, CultureInfo.InvariantCulture);
            var version = int.Parse(Text(scheme, "TSLVersionIdentifier"), NumberStyles.None, CultureInfo.InvariantCulture);
            if (version is < 4 or > 6)
            {
                throw new TrustedListException($"The trusted list has format version {version}; versions 4 to 6 are read. Ask for an update of this program.");
            }

            var nextUpdate = scheme.OptionalChild("NextUpdate", Tsl)?.OptionalChild("dateTime", Tsl) is { } due ? Moment(due) : (DateTimeOffset?)null;
            var origin = new TrustedListOrigin(territory, $"{territory} trusted list no. {sequence}", isVerified, nextUpdate);
            var services = (document.DocumentElement!.OptionalChild("TrustServiceProviderList", Tsl)?.Children("TrustServiceProvider", Tsl) ?? [])
                .SelectMany(p => p.OptionalChild("TSPServices", Tsl)?.Children("TSPService", Tsl) ?? [])
                .Select(s => Service(s, origin));
            return new TrustedList(territory, sequence, version, Moment(scheme.OptionalChild("ListIssueDateTime", Tsl)), nextUpdate, isVerified, [.. services]);
        }
        catch (Exception e) when (e is FormatException or OverflowException or XadesFormatException)
        {
            throw new TrustedListException($"The trusted list breaks its format ({(e as XadesFormatException)?.Reason.Text ?? e.Message}). Fetch it again from the scheme operator's page.");
        }
    }

    private static TrustedService Service(XmlElement service, TrustedListOrigin origin)
    {
        var current = service.Child("ServiceInformation", Tsl);
        var history = service.OptionalChild("ServiceHistory", Tsl)?.Children("ServiceHistoryInstance", Tsl) ?? [];
        var identities = current.Child("ServiceDigitalIdentity", Tsl).Children("DigitalId", Tsl).ToList();
        var certificates = identities.Select(i => i.OptionalChild("X509Certificate", Tsl)).OfType<XmlElement>()
            .Select(c => EmbeddedCertificates.TryLoad(c.Base64())).OfType<X509Certificate2>().ToList();
        return new TrustedService
        {
            Name = Name(current),
            Origin = origin,
            Certificates = certificates,
            KeyHashes = certificates.Count > 0 ? [] : [.. identities.Select(i => i.OptionalChild("X509SKI", Tsl)).OfType<XmlElement>().Select(s => Convert.ToHexString(s.Base64()))],
            Periods = [.. history.Prepend(current).Select(Period).OrderByDescending(p => p.From)],
        };
    }

    private static ServicePeriod Period(XmlElement information)
    {
        var status = Text(information, "ServiceStatus");
        var extensions = (information.OptionalChild("ServiceInformationExtensions", Tsl)?.Children("Extension", Tsl) ?? []).SelectMany(e => e.Children()).ToList();
        return new ServicePeriod
        {
            From = Moment(information.OptionalChild("StatusStartingTime", Tsl)),
            Kind = ServiceKinds.FromUri(Text(information, "ServiceTypeIdentifier")),
            Status = status[(status.TrimEnd('/').LastIndexOf('/') + 1)..].TrimEnd('/'),
            Additional = [.. extensions.Where(e => e.LocalName == "AdditionalServiceInformation").Select(e => QualificationReader.LastWord(Text(e, "URI")))],
            Qualifications = [.. extensions.Where(e => e.LocalName == "Qualifications").SelectMany(QualificationReader.Read)],
        };
    }

    private static string Name(XmlElement information)
    {
        var names = information.OptionalChild("ServiceName", Tsl)?.Children("Name", Tsl).ToList() ?? [];
        return (names.Find(n => n.GetAttribute("xml:lang") == "en") ?? names.FirstOrDefault())?.InnerText.Trim() ?? "unnamed service";
    }

    private static XmlElement Scheme(XmlDocument document) => document.DocumentElement!.Child("SchemeInformation", Tsl);

    private static string Text(XmlElement parent, string name) => parent.Child(name, Tsl).InnerText.Trim();

    private static DateTimeOffset Moment(XmlElement? element) => element is null
        ? throw new FormatException("A date is missing.")
        : DateTimeOffset.Parse(element.InnerText.Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
