using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Letters.Forms;
using SocialWorkflows.Letters.Pdf;

namespace SocialWorkflows.Functions.Intake.Forms;

/// <summary>Hands out the blank forms; everybody may have them.</summary>
internal static class FormsEndpoint
{
    public const string Path = "/forms/{municipality}/iesniegums.{format}";

    public static IResult Handle(string municipality, string format, MunicipalityDirectory municipalities, LetterFonts fonts, TimeProvider time)
    {
        if (municipalities.Find(municipality) is not { } found || found.Pack.On(found.Terms.DayOf(time.GetUtcNow())) is not { Form: { } rules } pack)
        {
            return Results.NotFound();
        }

        var form = new BlankForm(pack.Institution, rules);
        var created = new DateTimeOffset(rules.ValidFrom.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return format switch
        {
            "pdf" => Results.File(FormPdf.Write(form, fonts, created), "application/pdf", "iesniegums.pdf"),
            "docx" => Results.File(FormDocx.Write(form), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "iesniegums.docx"),
            "odt" => Results.File(FormOdt.Write(form), "application/vnd.oasis.opendocument.text", "iesniegums.odt"),
            _ => Results.NotFound(),
        };
    }
}
