namespace SocialWorkflows.Signatures.Containers;

/// <summary>
/// An OPC package (ECMA-376 part 2) by its parts: office documents, and EDOC 1.0 (2006-2014), which is told by the same signature parts around no office document.
/// Neither EDOC 2.0 nor any ASiC container has its [Content_Types].xml.
/// </summary>
/// <param name="IsSigned">It holds signature parts.</param>
/// <param name="IsOffice">A text, table or presentation is its main part.</param>
internal sealed record OpcPackage(bool IsSigned, bool IsOffice)
{
    private static readonly string[] SignatureFolders = ["_xmlsignatures/", "package/services/digital-signature/"];
    private static readonly string[] OfficeFolders = ["word/", "xl/", "ppt/", "visio/"];

    /// <summary>Null when the file is no such package.</summary>
    public static OpcPackage? Find(ZipContainer zip) => zip.Find("[Content_Types].xml") is null
        ? null
        : new OpcPackage(Holds(zip, SignatureFolders), Holds(zip, OfficeFolders));

    private static bool Holds(ZipContainer zip, string[] folders) =>
        zip.Entries.Any(e => !e.IsFolder && Array.Exists(folders, f => e.Name.StartsWith(f, StringComparison.OrdinalIgnoreCase)));
}
