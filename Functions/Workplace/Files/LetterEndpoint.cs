using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Letters;

namespace SocialWorkflows.Functions.Workplace.Files;

/// <summary>Letters that are looked at before they exist: the proposed decision, specimens of the templates, a cover letter to print.</summary>
internal static class LetterEndpoint
{
    private const string Pdf = "application/pdf";

    /// <summary>The decision as proposed at present, official and easy, marked as a draft.</summary>
    public static Task<IResult> PreviewAsync(string caseId, CaseReader cases, LetterDesk letters, CurrentStaff current, HttpContext http) =>
        AnswerAsync(caseId, cases, http, "lemuma-projekts.pdf", record => letters.PreviewDecision(record.Case, record.State, current.Today));

    public static Task<IResult> CoverAsync(string caseId, CaseReader cases, LetterDesk letters, HttpContext http) =>
        AnswerAsync(caseId, cases, http, "pavadvestule.pdf", record => letters.ComposeCover(record.Case, record.State));

    /// <summary>A letter of the reader's own municipality with invented facts.</summary>
    public static IResult Specimen(string name, LetterDesk letters, CurrentStaff current, HttpContext http) =>
        letters.Specimen(current.Person.Municipality, name) is { } letter ? FileAnswer.Of(http, $"{name}.pdf", Pdf, letter, inline: true) : Results.NotFound();

    private static async Task<IResult> AnswerAsync(string caseId, CaseReader cases, HttpContext http, string name, Func<CaseRecord, byte[]?> compose)
    {
        if (await cases.ShowAsync(caseId, LookKinds.Letter, what: null, http.RequestAborted) is not { } record)
        {
            return Results.NotFound();
        }

        try
        {
            return compose(record) is { } letter ? FileAnswer.Of(http, name, Pdf, letter, inline: true) : Results.NotFound();
        }
        catch (LetterRefusedException refused)
        {
            return Results.Text($"Vēstuli vēl nevar sagatavot, trūkst: {string.Join(", ", refused.Missing)}.", statusCode: StatusCodes.Status409Conflict);
        }
    }
}
