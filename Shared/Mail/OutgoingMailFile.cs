using System.Text.Json;
using System.Text.Json.Serialization;

namespace SocialWorkflows.Mail;

/// <summary>A mail of ours as it was planned, to be kept until it is sent: every try reads the same one.</summary>
public static class OutgoingMailFile
{
    private static readonly JsonSerializerOptions Format = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true };

    /// <summary>The same mail gives the same bytes.</summary>
    public static byte[] Write(OutgoingMail mail) => JsonSerializer.SerializeToUtf8Bytes(mail, Format);

    /// <exception cref="PermanentMailException">The bytes are no such mail.</exception>
    public static OutgoingMail Read(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize<OutgoingMail>(content, Format) ?? throw new JsonException("null");
        }
        catch (JsonException problem)
        {
            throw new PermanentMailException("The mail that was planned cannot be read back. Restore the document from the backup, or write to the person by hand.", problem);
        }
    }
}
