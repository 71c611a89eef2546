using SocialWorkflows.Letters.Pdf.Fonts;

namespace SocialWorkflows.Letters.Pdf;

/// <summary>The two faces of every letter. Read once and shared: reading takes longer than writing a letter.</summary>
public sealed class LetterFonts
{
    private LetterFonts(TrueTypeFont regular, TrueTypeFont bold)
    {
        Regular = regular;
        Bold = bold;
    }

    internal TrueTypeFont Regular { get; }

    internal TrueTypeFont Bold { get; }

    /// <param name="directory">Holds <c>DejaVuSans.ttf</c> and <c>DejaVuSans-Bold.ttf</c>; the build puts them into <c>fonts/</c> beside the program.</param>
    /// <exception cref="FontFormatException">A file is missing or is not a usable TrueType font.</exception>
    public static LetterFonts Load(string directory) => new(Read(directory, "DejaVuSans.ttf"), Read(directory, "DejaVuSans-Bold.ttf"));

    private static TrueTypeFont Read(string directory, string file)
    {
        var path = Path.Combine(directory, file);
        try
        {
            return TrueTypeFont.Read(File.ReadAllBytes(path), path);
        }
        catch (IOException e)
        {
            throw new FontFormatException($"The letter font '{path}' cannot be read. The build copies it there from npm; build again, or copy the fonts folder of the release.", e);
        }
    }
}
