using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.WebEncoders;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Hosting.Health;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Intake.Forms;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Functions.Resident;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Board;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.CaseView;
using SocialWorkflows.Functions.Workplace.Commands;
using SocialWorkflows.Functions.Workplace.Counter;
using SocialWorkflows.Functions.Workplace.Files;
using SocialWorkflows.Functions.Workplace.Messages;
using SocialWorkflows.Functions.Workplace.Operations;
using SocialWorkflows.Functions.Workplace.Packs;
using SocialWorkflows.Functions.Workplace.Pages.Status;
using SocialWorkflows.Functions.Workplace.Reports;
using SocialWorkflows.Functions.Workplace.Teams;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace;

/// <summary>The staff page: board, case, cards, review list, tasks.</summary>
internal static class WorkplaceServices
{
    /// <summary>Largest form accepted, in bytes: a signed decision.</summary>
    private const long LargestForm = 10 * 1024 * 1024;

    public static IServiceCollection AddWorkplace(this IServiceCollection services, SignInOptions signIn)
    {
        services.AddRazorPages(pages =>
            {
                pages.RootDirectory = "/Workplace/Pages";

                // An address with a slip of the hand is not a way to the sign-in of the staff.
                pages.Conventions.AddPageRoute("/Status/Problem", $"{ResidentLinks.Path}/{{**rest}}");
            })
            .ConfigureApplicationPartManager(OwnParts.Ensure);
        services.Configure<FormOptions>(forms => forms.MultipartBodyLengthLimit = LargestForm);
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddHttpContextAccessor();
        services.AddSignIn(signIn);
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.HeaderName = "X-Antiforgery";
            antiforgery.Cookie.Name = "sw-antiforgery";
            antiforgery.Cookie.SecurePolicy = signIn.IsDevelopment ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        });
        services.AddDataProtection().Services.AddOptions<KeyManagementOptions>().Configure<IServiceProvider>((keys, provider) =>
            keys.XmlRepository = new SessionKeyFiles(provider.GetRequiredKeyedService<IKeptFiles>(KeptPlaces.Sessions)));

        services.AddScoped<CurrentStaff>();
        services.AddSingleton<SessionEnds>();
        services.AddScoped(provider => UiTexts.Of(
            provider.GetRequiredService<IHttpContextAccessor>().HttpContext?.Request.Cookies[Language.Cookie] ?? provider.GetRequiredService<CurrentStaff>().PersonOrNull?.Language));
        services.AddScoped<BoardLines>();
        services.AddSingleton<CaseCards>();
        services.AddSingleton<CommandDoor>();
        services.AddSingleton<CaseAccess>();
        services.AddSingleton<ReportDesk>();
        services.AddSingleton<PackDesk>();
        services.AddSingleton<ConflictDesk>();
        services.AddSingleton<OperationsDesk>();
        services.AddScoped<CaseReader>();
        services.AddScoped<LookLines>();
        services.AddScoped<HouseholdCheck>();
        services.AddScoped<RelatedCases>();
        services.AddScoped<CommandEndpoint>();
        services.AddScoped<ReviewedMessages>();
        services.AddSingleton<CodelessApplications>();
        services.AddSingleton<ReviewFiling>();
        services.AddSingleton<ReviewClosing>();
        services.AddSingleton<MessageEvidence>();
        services.AddSingleton<KeptFiles>();
        services.AddSingleton<DoorContacts>();
        return services;
    }

    public static WebApplication MapWorkplace(this WebApplication app)
    {
        app.UseFrontDoor();
        app.UseExceptionHandler("/error/500");
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        app.UseWhen(http => http.Request.Path.StartsWithSegments(ResidentLinks.Path, StringComparison.Ordinal), resident =>
        {
            resident.UseExceptionHandler($"{ResidentLinks.Path}/problem/500");
            resident.UseStatusCodePagesWithReExecute($"{ResidentLinks.Path}/problem/{{0}}");
            resident.UseMiddleware<StatusBodyLimit>();
            resident.UseMiddleware<StatusTries>();
        });
        app.UseMiddleware<SecurityHeaders>();
        app.UseStaticFiles();
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<SessionLimits>();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseMiddleware<RoleGate>();
        app.MapRazorPages();
        app.MapTeams();
        app.MapMailNotifications();
        app.MapSendEvents();
        app.MapHealth();
        app.MapPost(CommandEndpoint.Path, (CommandEndpoint endpoint, HttpContext http) => endpoint.HandleAsync(http)).WithMetadata(new KnowsRolesAttribute());
        app.MapGet("/cases/{caseId}/files/{fileId}", CaseFileEndpoint.HandleAsync);
        app.MapGet("/cases/{caseId}/draft", CaseFileEndpoint.DraftAsync);
        app.MapGet("/cases/{caseId}/preview", LetterEndpoint.PreviewAsync);
        app.MapGet("/cases/{caseId}/cover", LetterEndpoint.CoverAsync);
        app.MapGet("/reports/file", ReportFile.HandleAsync);
        app.MapGet("/letters/{name}", LetterEndpoint.Specimen).WithMetadata(new AlsoForOperatorAttribute());
        app.MapGet("/cases/{caseId}/contests/{round:int}", CaseFileEndpoint.ContestAsync);
        app.MapGet("/review/{intakeId}/attachments/{index:int}", AttachmentEndpoint.HandleAsync);
        app.MapGet(FormsEndpoint.Path, FormsEndpoint.Handle).AllowAnonymous();
        app.MapGet("/review/{intakeId}/html", MessageHtmlEndpoint.HandleAsync);
        return app;
    }
}
