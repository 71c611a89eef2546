namespace SocialWorkflows.Signatures;

/// <summary>How much a container may ask of us before it is rejected unread.</summary>
public sealed record InspectionLimits
{
    public static InspectionLimits Default { get; } = new();

    /// <summary>Entries of a container; 1,000 as DSS.</summary>
    public int Entries { get; init; } = 1_000;

    /// <summary>Bytes of the directory of a container; 4 MB.</summary>
    public long DirectoryBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Bytes of a file that is read as a whole (PDF, message, CMS); 256 MB.</summary>
    public long WholeFileBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Containers inside containers are opened to this depth; 3.</summary>
    public int InnerDepth { get; init; } = 3;

    /// <summary>Signed files inside others that are opened, over all depths; 50.</summary>
    public int InnerFiles { get; init; } = 50;

    /// <summary>Bytes of an inner file that has to be taken into memory to be opened (packed, or a PDF or message inside a container on disk); 24 MB.</summary>
    public long InnerBytes { get; init; } = 24 * 1024 * 1024;

    /// <summary>Bytes of all inner files that are opened, over all depths; 256 MB.</summary>
    public long InnerTotalBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Bytes of all files unpacked; 512 MB.</summary>
    public long TotalBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>Unpacked to packed size of one file, looked at above <see cref="RatioFloorBytes"/>.</summary>
    public int Ratio { get; init; } = 100;

    /// <summary>Small files pack well for honest reasons; below this size (bytes) the ratio says nothing.</summary>
    public long RatioFloorBytes { get; init; } = 1024 * 1024;

    /// <summary>Bytes of one XML file in META-INF; 8 MB.</summary>
    public long XmlBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Bytes of all XML files one inspection reads; 32 MB.</summary>
    public long XmlTotalBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Nesting of XML elements.</summary>
    public int XmlDepth { get; init; } = 100;

    /// <summary>Elements, attributes and texts of one XML file; 150,000, of which a signature over 1,000 files has some 10,000.</summary>
    public int XmlNodes { get; init; } = 150_000;

    /// <summary>Signatures of one container, over all its signature files.</summary>
    public int Signatures { get; init; } = 100;

    /// <summary>Unpacked to packed size of all files together, looked at above <see cref="TotalRatioFloorBytes"/>.</summary>
    public int TotalRatio { get; init; } = 20;

    /// <summary>Bytes unpacked above which <see cref="TotalRatio"/> counts; 100 MB.</summary>
    public long TotalRatioFloorBytes { get; init; } = 100L * 1024 * 1024;

    /// <summary>Signature verifications of one inspection, in units of an RSA-2048 one; 10,000, well under a second.</summary>
    public long Verifications { get; init; } = 10_000;

    /// <summary>Certificates one inspection reads that were not seen lately.</summary>
    public long Certificates { get; init; } = 3_000;

    /// <summary>Bytes one inspection digests, each as often as it is; 1.5 GB.</summary>
    public long HashedBytes { get; init; } = 1536L * 1024 * 1024;

    /// <summary>Characters of canonical XML one inspection writes; 48 million.</summary>
    public long CanonicalCharacters { get; init; } = 48L * 1024 * 1024;

    /// <summary>Bytes digested above which they are held against the size of the file (<see cref="TotalRatio"/>); 200 MB, which is each file of the largest well-packed container twice.</summary>
    public long HashedRatioFloorBytes { get; init; } = 200L * 1024 * 1024;

    /// <summary>What one inspection reads of the objects of PDFs, in units of some 64 bytes of memory (a number or a short name is one, a dictionary three); 1 million.</summary>
    public long PdfValues { get; init; } = 1_000_000;

    /// <summary>Bytes of the streams of PDFs one inspection unpacks (tables, packed objects, long-term data); 48 MB.</summary>
    public long PdfUnpackedBytes { get; init; } = 48L * 1024 * 1024;

    /// <summary>Characters of names and values of form fields one inspection reads, with 16 for each field and one for each of its kids; 16 million.</summary>
    public long PdfFieldCharacters { get; init; } = 16_000_000;

    /// <summary>Objects of PDF revisions that one inspection holds against each other.</summary>
    public long ComparedObjects { get; init; } = 5_000_000;
}
