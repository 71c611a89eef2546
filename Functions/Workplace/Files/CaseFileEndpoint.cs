using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Contest;
using SocialWorkflows.Functions.Decision;
using SocialWorkflows.Functions.Workplace.Access;

namespace SocialWorkflows.Functions.Workplace.Files;

/// <summary>Files of a case: only those its journal lists, only to people of its municipality.</summary>
internal static class CaseFileEndpoint
{
    public static async Task<IResult> HandleAsync(
        string caseId, string fileId, bool? inline, CaseReader cases, IDocumentStore documents, HttpContext http)
    {
        if (await cases.ShowAsync(caseId, LookKinds.File, fileId, http.RequestAborted) is not { } record || ListedFiles.Find(record, fileId) is not { } file)
        {
            return Results.NotFound();
        }

        return FileAnswer.Of(http, file.Name, file.MediaType, await documents.GetAsync(file.FileId, http.RequestAborted), inline ?? false);
    }

    /// <summary>What is handed over to the contest body, as one archive.</summary>
    public static async Task<IResult> ContestAsync(string caseId, int round, CaseReader cases, ContestPackageDesk packages, HttpContext http) =>
        await cases.ShowAsync(caseId, LookKinds.File, $"contest-{round}", http.RequestAborted) is { } record && await packages.BuildAsync(record, round, http.RequestAborted) is { } archive
            ? FileAnswer.Of(http, $"apstridesana-{round}.zip", "application/zip", archive, inline: false)
            : Results.NotFound();

    /// <summary>The decision as of today, to be signed elsewhere.</summary>
    public static async Task<IResult> DraftAsync(string caseId, SigningDesk signing, CaseReader cases, CurrentStaff current, HttpContext http)
    {
        try
        {
            var reference = new CaseRef(current.Person.Municipality, caseId);
            var draft = await signing.DraftAsync(reference, current.Person, http.RequestAborted);
            return await cases.ShowAsync(caseId, LookKinds.Letter, what: null, http.RequestAborted) is null
                ? Results.NotFound()
                : FileAnswer.Of(http, "lemums.pdf", "application/pdf", draft, inline: false);
        }
        catch (CommandRefusedException refused)
        {
            return Results.StatusCode(refused.Code switch
            {
                "not-found" => StatusCodes.Status404NotFound,
                "role" => StatusCodes.Status403Forbidden,
                _ => StatusCodes.Status409Conflict,
            });
        }
    }
}
