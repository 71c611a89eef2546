using SocialWorkflows.Signatures;

namespace SocialWorkflows.Tests.Signatures.Pdf;

/// <summary>ISO 32000-2 table 236: what the lock of a signature field lets be done to the document after it was signed.</summary>
public sealed class PadesLockTests(SignaturesFixture fixture)
{
    [Theory]
    [InlineData("", "", ContainerVerdict.Indeterminate)]
    [InlineData("/P 1", "", ContainerVerdict.TotalFailed)]
    [InlineData("/P 2", "", ContainerVerdict.TotalPassed)]
    [InlineData("/P 9", "", ContainerVerdict.TotalFailed)]
    [InlineData("/P 1", "2", ContainerVerdict.TotalFailed)]
    [InlineData("/P 3", "1", ContainerVerdict.TotalFailed)]
    public void Inspect_FieldFilledAfterALock_IsJudgedByTheStricter(string permission, string certified, ContainerVerdict verdict)
    {
        var reference = certified.Length == 0 ? "" : $"/Reference [<< /TransformMethod /DocMDP /TransformParams << /P {certified} >> >>]";
        var field = permission.Length == 0 ? "" : $"/Lock << /Type /SigFieldLock /Action /Include /Fields [(cits)] {permission} >>";
        var draft = new PdfDraft()
            .Sign(20, fixture.Cms(), $"/Type /Sig /SubFilter /ETSI.CAdES.detached {reference}", place: $"/Rect [0 0 0 0] {field}")
            .WithStore(fixture)
            .Append((7, PdfDraft.TextField("(Berta)")));

        var report = fixture.InspectPdf(draft);

        report.Verdict.ShouldBe(verdict, report.Why());
        report.IsAcceptedAutomatically.ShouldBeFalse();
    }
}
