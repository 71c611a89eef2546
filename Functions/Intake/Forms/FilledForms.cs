using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.Recognition;
using SocialWorkflows.Letters.Forms;
using SocialWorkflows.Signatures.Pdf;

namespace SocialWorkflows.Functions.Intake.Forms;

/// <summary>The answers of a form of ours that came back; <c>IsBlank</c> when what it needs was left empty.</summary>
internal sealed record FilledForm(IReadOnlyDictionary<string, string> Answers, bool IsBlank)
{
    public string? this[string field] => Answers.GetValueOrDefault(field) is { Length: > 0 } answer ? answer : null;
}

/// <summary>Finds and reads the municipality's own form among files: PDF, DOCX or ODT, alone or inside a signed container.</summary>
internal static class FilledForms
{
    /// <summary>Answers of one file; null when it is not our form. Pure.</summary>
    public static FilledForm? Read(ReadOnlyMemory<byte> content, FormRules form)
    {
        var answers = PdfFormValues.Read(content) ?? FilledText.Read(content, form);
        if (answers is null || form.Fields.Count(f => answers.ContainsKey(f.Id)) * 2 < form.Fields.Count)
        {
            return null;
        }

        return new FilledForm(answers, form.Fields.Where(f => f.Required).All(f => string.IsNullOrWhiteSpace(answers.GetValueOrDefault(f.Id))));
    }

    /// <summary>The first form, a filled one before a blank one; null when there is none. Only what is signed counts, but where the sender is proven otherwise.</summary>
    public static FilledForm? Of(IEnumerable<InspectedAttachment> attachments, FormRules? form, bool signedOnly = true)
    {
        if (form is null)
        {
            return null;
        }

        var read = attachments.Where(a => a.IsSigned || !signedOnly)
            .SelectMany(a => a.Inside.Select(f => f.Bytes).Prepend(a.Attachment.Content))
            .Select(content => Read(content, form))
            .OfType<FilledForm>()
            .ToList();
        return read.FirstOrDefault(f => !f.IsBlank) ?? read.FirstOrDefault();
    }

    /// <summary>The service the form names: by its very name, else by the words of the pack, as in a letter.</summary>
    public static RecognisedService Recognise(MunicipalityPack pack, FilledForm form, string subject, string text)
    {
        var asked = form[FormFields.Service];
        var named = asked is null ? null : pack.Requestable.Where(s => LatvianText.Fold(s.Name) == LatvianText.Fold(asked)).ToList();
        return named is [var only]
            ? new RecognisedService(only.Id, RecognitionConfidence.Clear, [only.Name], [only.Id])
            : ServiceRecognition.Recognise(pack, asked ?? subject, form[FormFields.Problem] ?? text);
    }
}
