using System.Collections.Frozen;

namespace SocialWorkflows.Mail.Files;

/// <summary>What the end of a name makes Windows do, and what content it promises.</summary>
internal static class FileNames
{
    private static readonly FrozenSet<string> Programs = Set("exe dll com scr pif cpl msi msp mst msix appx appxbundle msixbundle jar apk app bat cmd sys drv ocx xll gadget application appref-ms");

    private static readonly FrozenSet<string> Scripts = Set(
        "js jse vbs vbe wsf wsh ws ps1 psm1 psd1 ps1xml hta sct wsc inf reg lnk url scf desktop settingcontent-ms chm hlp library-ms searchconnector-ms website sh py rb pl php asp aspx jsp mht mhtml iqy slk rdp");

    private static readonly FrozenSet<string> Images = Set("iso img vhd vhdx vmdk dmg udf wim");

    private static readonly FrozenSet<string> MacroDocuments = Set("docm dotm xlsm xltm xlam pptm potm ppam ppsm sldm");

    private static readonly FrozenDictionary<string, FileKind[]> Promised = new Dictionary<string, FileKind[]>
    {
        ["pdf"] = [FileKind.Pdf],
        ["jpg"] = [FileKind.Jpeg],
        ["jpeg"] = [FileKind.Jpeg],
        ["jfif"] = [FileKind.Jpeg],
        ["png"] = [FileKind.Png],
        ["gif"] = [FileKind.Gif],
        ["tif"] = [FileKind.Tiff],
        ["tiff"] = [FileKind.Tiff],
        ["heic"] = [FileKind.Heic],
        ["webp"] = [FileKind.Webp],
        ["docx"] = [FileKind.WordDocument],
        ["xlsx"] = [FileKind.Spreadsheet],
        ["xlsb"] = [FileKind.Spreadsheet],
        ["pptx"] = [FileKind.Presentation],
        ["odt"] = [FileKind.OpenDocument],
        ["ods"] = [FileKind.OpenDocument],
        ["doc"] = [FileKind.OldOffice, FileKind.Rtf, FileKind.WordDocument],
        ["xls"] = [FileKind.OldOffice, FileKind.Spreadsheet],
        ["rtf"] = [FileKind.Rtf],
        ["zip"] = [FileKind.Zip],
        ["edoc"] = [FileKind.SignedContainer],
        ["asice"] = [FileKind.SignedContainer],
        ["msg"] = [FileKind.OutlookMessage],
        ["txt"] = [FileKind.Text, FileKind.Mail, FileKind.Empty],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The worst that the name means to any program: as it was given, as it is stored and handed out, and as either reads without what nobody sees.</summary>
    public static FileRemark? DangerOf(string name)
    {
        var stored = SafeFileName.Clean(name, string.Empty, "1");
        string[] readings = [name, name.Split(':')[0], stored, PlainName.Of(name), PlainName.Of(stored)];
        return readings.Select(Danger).Min();
    }

    private static FileRemark? Danger(string name) => Extension(name) switch
    {
        var e when Programs.Contains(e) => FileRemark.Program,
        var e when Scripts.Contains(e) => FileRemark.Script,
        var e when Images.Contains(e) => FileRemark.DiskImage,
        var e when MacroDocuments.Contains(e) => FileRemark.Macro,
        "svg" or "html" or "htm" or "xhtml" or "shtml" => FileRemark.ActivePage,
        "one" or "onepkg" => FileRemark.ProgramInside,
        _ => null,
    };

    /// <summary>False also for a name that promises nothing.</summary>
    public static bool PromisesOther(string name, FileKind kind) =>
        kind != FileKind.Empty && Promised.TryGetValue(Extension(PlainName.Of(name)), out var kinds) && !kinds.Contains(kind);

    private static string Extension(string name)
    {
        var clean = SafeFileName.TrimEnd(name);
        return clean[(clean.LastIndexOf('.') + 1)..].ToLowerInvariant();
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
