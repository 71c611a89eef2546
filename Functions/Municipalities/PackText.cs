using System.Text;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Functions.Municipalities;

/// <summary>The text of a data file, read alike wherever its bytes come from.</summary>
internal static class PackText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="PackException">Not UTF-8, or not readable.</exception>
    public static string OfFile(string path, string name)
    {
        try
        {
            return Of(File.ReadAllBytes(path), name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PackException([new PackProblem(name, "$", $"cannot be read: {e.Message}")]);
        }
    }

    /// <exception cref="PackException">Not UTF-8.</exception>
    public static string Of(byte[] bytes, string name)
    {
        try
        {
            var text = StrictUtf8.GetString(bytes);
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (DecoderFallbackException)
        {
            throw new PackException([new PackProblem(name, "$", "is not UTF-8 text: save it as UTF-8")]);
        }
    }
}
