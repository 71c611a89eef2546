using System.Text;

namespace SocialWorkflows.Mail.Writing;

/// <summary>RFC 2047 in UTF-8 and base64, no character split between two words.</summary>
internal static class EncodedWords
{
    // 39 bytes make a word of 64 characters: with "Subject: " in front the line stays within the 76 of RFC 2047 §2.
    private const int BytesPerWord = 39;

    public static List<string> Encode(string value)
    {
        List<string> words = [];
        var bytes = new List<byte>(BytesPerWord);
        Span<byte> buffer = stackalloc byte[4];
        foreach (var rune in value.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(buffer);
            if (bytes.Count + length > BytesPerWord)
            {
                Close();
            }

            bytes.AddRange(buffer[..length]);
        }

        if (bytes.Count > 0)
        {
            Close();
        }

        return words;

        void Close()
        {
            words.Add($"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=");
            bytes.Clear();
        }
    }
}
