using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Tests.Signatures.Pdf;

/// <summary>Each published way to make a signed PDF show something else (USF, ISA, SWA, shadow attacks), on a file that passes before.</summary>
public sealed class PadesAttackTests(SignaturesFixture fixture)
{
    private const string Evil = "BT /F1 12 Tf 50 700 Td (Cits teksts) Tj ET";

    private static readonly Dictionary<string, (Func<PdfDraft, PdfDraft> Change, ContainerVerdict Verdict, ReasonCode Code)> Changes = new(StringComparer.Ordinal)
    {
        ["content replaced"] = Content(d => d.Append((4, PdfDraft.Stream(Evil)))),
        ["content re-pointed to bytes prepared before signing"] = Content(d => d.Append([], [(4, d.Text.LastIndexOf("4 0 obj <<", StringComparison.Ordinal))])),
        ["content hidden"] = Content(d => d.Append((4, PdfDraft.Stream("")))),
        ["content freed"] = Content(d => d.Append((4, "null"))),
        ["font replaced"] = Content(d => d.Append((5, "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>"))),
        ["page added"] = Content(d => d.Append((2, "<< /Type /Pages /Kids [3 0 R 60 0 R] /Count 2 >>"), (60, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"))),
        ["page exchanged"] = Content(d => d.Append((2, "<< /Type /Pages /Kids [60 0 R] /Count 1 >>"), (60, d.Page()))),
        ["page turned"] = Content(d => d.Append((3, d.Page("] /Rotate 90 /X [")))),
        ["page inherits another size"] = Content(d => d.Append((2, "<< /Type /Pages /Kids [3 0 R] /Count 1 /CropBox [0 0 9 9] >>"))),
        ["action added to the catalogue"] = Content(d => d.Append((1, PdfDraft.Catalog("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>")))),
        ["catalogue exchanged"] = Content(d => d.Append((1, "<< /Type /Catalog /Pages 61 0 R /AcroForm 6 0 R >>"), (61, "<< /Type /Pages /Kids [3 0 R] /Count 1 /Rotate 90 >>"))),
        ["page hung elsewhere"] = Content(d => d.Append(
            (3, d.Page().Replace("/Parent 2 0 R", "/Parent 61 0 R", StringComparison.Ordinal)), (61, "<< /Type /Pages /Kids [3 0 R] /Count 1 /Rotate 90 >>"))),
        ["field hidden"] = Content(d => d.Append((7, PdfDraft.TextField("(Anna)", "/F 2")))),
        ["field removed"] = Content(d => d.Append((6, "<< /Fields [20 0 R] >>"))),
        ["signature dictionary overwritten"] = new(d => d.Append((21, SignatureText(d).Replace("/Filter /Adobe.PPKLite", "/Filter /Adobe.PPKLite /Reason (x)", StringComparison.Ordinal))), ContainerVerdict.TotalFailed, ReasonCode.UncoveredBytes),
        ["signature without value"] = new(d => d.Append((21, "<< /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] >>")), ContainerVerdict.TotalFailed, ReasonCode.MalformedSignature),
        ["signature with null value"] = new(d => d.Append((21, "<< /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents null >>")), ContainerVerdict.TotalFailed, ReasonCode.MalformedSignature),
        ["signature without range"] = new(d => d.Append((21, "<< /Type /Sig /SubFilter /ETSI.CAdES.detached /Contents <3003> >>")), ContainerVerdict.TotalFailed, ReasonCode.MalformedSignature),
        ["field lost its signature"] = new(d => d.Append((20, "<< /FT /Sig /T (s20) >>")), ContainerVerdict.TotalFailed, ReasonCode.MalformedSignature),
        ["signature outside the form"] = new(d => d.Append((6, "<< /Fields [7 0 R] >>")), ContainerVerdict.TotalFailed, ReasonCode.MalformedSignature),
        ["signature claimed twice"] = new(d => d.Append((6, "<< /Fields [7 0 R 20 0 R 62 0 R] >>"), (62, "<< /FT /Sig /T (otrs) /V 21 0 R >>")), ContainerVerdict.TotalFailed, ReasonCode.MalformedSignature),
        ["picture of the signature exchanged"] = Content(d => d.Append((20, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (s20) /V 21 0 R /Rect [0 0 300 300] /F 132 /P 3 0 R /AP << /N 8 0 R >> >>"))),
        ["text after the end"] = new(d => d.AppendRaw("more"), ContainerVerdict.TotalFailed, ReasonCode.UncoveredBytes),
        ["objects after the end"] = new(d => d.AppendRaw($"4 0 obj\n{PdfDraft.Stream(Evil)}\nendobj\n"), ContainerVerdict.TotalFailed, ReasonCode.UncoveredBytes),
        ["built on an older state"] = Content(d => d.Append([(4, PdfDraft.Stream(Evil)), (20, "<< /FT /Sig /T (s20) /V 21 0 R >>"), (21, SignatureText(d)), (6, "<< /Fields [7 0 R 20 0 R] >>")], [], FirstTable(d)), ReasonCode.UncoveredBytes),
        ["field filled"] = Form(d => d.Append((7, PdfDraft.TextField("(Berta)")))),
        ["picture of a field exchanged"] = Form(d => d.Append((8, PdfDraft.Stream("BT (Berta) Tj ET", "/Type /XObject /Subtype /Form /BBox [0 0 100 20]")))),
        ["field added"] = Form(d => d.Append((6, "<< /Fields [7 0 R 20 0 R 63 0 R] /SigFlags 3 >>"), (63, "<< /FT /Tx /T (jauns) >>"))),
        ["annotation added"] = Form(d => d.Append((3, d.Page(" 64 0 R")), (64, "<< /Type /Annot /Subtype /FreeText /Rect [0 0 300 300] /Contents (Cits teksts) >>"))),
    };

    public static TheoryData<string> Names => [.. Changes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Inspect_ChangedAfterSigning_IsCaught(string change)
    {
        fixture.InspectPdf(fixture.SignedPdf().WithStore(fixture)).Verdict.ShouldBe(ContainerVerdict.TotalPassed);
        var (apply, verdict, code) = Changes[change];

        // Long-term data would rewrite the catalogue, so it comes first and the attack last.
        var report = fixture.InspectPdf(apply(fixture.SignedPdf()));

        report.Verdict.ShouldBe(verdict, report.Why());
        report.Signatures.SelectMany(s => s.Reasons).Concat(report.Problems).ShouldContain(r => r.Code == code, report.Why());
        report.Files.ShouldAllBe(f => !f.Covered || code == ReasonCode.UncoveredBytes);
        report.IsAcceptedAutomatically.ShouldBeFalse();
        report.Content.ReadDataFiles().ShouldBeEmpty();
    }

    [Fact]
    public void Inspect_RoomLeftInTheRange_IsCaughtThoughTheDigestHolds() =>
        Uncovered(new PdfDraft().Sign(20, fixture.Cms(), moreGap: 40));

    [Fact]
    public void Inspect_RangeEndsEarly_IsCaughtThoughTheDigestHolds() =>
        Uncovered(new PdfDraft().Sign(20, fixture.Cms(), shorten: 20));

    [Fact]
    public void Inspect_CoveredByteChanged_IsBroken()
    {
        var report = fixture.InspectPdf(fixture.SignedPdf().WithStore(fixture).Overwrite("Lugums", "lugums"));

        report.Verdict.ShouldBe(ContainerVerdict.TotalFailed);
        report.Signatures[0].Crypto.ShouldBe(CryptoState.Broken);
        report.Signatures[0].SubIndication.ShouldBe(SubIndication.HashFailure);
        report.ForStaff.ShouldContain("mainīts pēc parakstīšanas");
    }

    [Fact]
    public void Inspect_LaterSignatureBroken_FirstStaysIntact()
    {
        var draft = fixture.SignedPdf().Sign(30, content => fixture.Cms()([.. content, 1])).WithStore(fixture);

        var report = fixture.InspectPdf(draft);

        report.Crypto.ShouldBe(CryptoState.Mixed, report.Why());
        report.Verdict.ShouldBe(ContainerVerdict.TotalFailed);
    }

    [Theory]
    [InlineData(1, ContainerVerdict.TotalFailed)]
    [InlineData(2, ContainerVerdict.TotalPassed)]
    [InlineData(3, ContainerVerdict.TotalPassed)]
    public void Inspect_CertifiedFormFilled_FollowsDocMdp(int level, ContainerVerdict verdict)
    {
        var draft = fixture.SignedPdf(reference: Certified(level)).WithStore(fixture);

        var report = fixture.InspectPdf(draft.Append((7, PdfDraft.TextField("(Berta)"))));

        report.Verdict.ShouldBe(verdict, report.Why());
        report.IsAcceptedAutomatically.ShouldBeFalse();
        report.Files.ShouldAllBe(f => !f.Covered);
    }

    [Fact]
    public void Inspect_CertifiedAgainstAnyChange_SecondSignatureIsForbiddenButLongTermDataIsNot()
    {
        var reference = Certified(1);

        var extended = fixture.InspectPdf(fixture.SignedPdf(reference: reference).WithStore(fixture).TimeStamp(fixture));
        var signed = fixture.InspectPdf(fixture.SignedPdf(reference: reference).Sign(30, fixture.Cms()).WithStore(fixture));

        extended.Verdict.ShouldBe(ContainerVerdict.TotalPassed, extended.Why());
        signed.Verdict.ShouldBe(ContainerVerdict.TotalFailed, signed.Why());
        signed.Signatures[0].Reasons.ShouldContain(r => r.Code == ReasonCode.ForbiddenChange);
    }

    [Theory]
    [InlineData("/Action /All", ContainerVerdict.TotalFailed)]
    [InlineData("/Action /Include /Fields [(vards)]", ContainerVerdict.TotalFailed)]
    [InlineData("/Action /Exclude /Fields [(vards)]", ContainerVerdict.Indeterminate)]
    public void Inspect_LockedFieldFilled_FollowsFieldMdp(string parameters, ContainerVerdict verdict)
    {
        var draft = fixture.SignedPdf(reference: $"/Reference [<< /TransformMethod /FieldMDP /TransformParams << {parameters} >> >>]").WithStore(fixture);

        var report = fixture.InspectPdf(draft.Append((7, PdfDraft.TextField("(Berta)"))));

        report.Verdict.ShouldBe(verdict, report.Why());
    }

    [Fact]
    public void Inspect_LaterSignatureDrawnOverThePage_IsLeftToAPerson()
    {
        const string overPage = "/Rect [0 0 595 842] /AP << /N 8 0 R >>";
        var draft = fixture.SignedPdf().Sign(30, BySeal, place: overPage).WithStore(fixture, fixture.Person(), fixture.Seal());

        var report = fixture.InspectPdf(draft);
        var forbidden = fixture.InspectPdf(fixture.SignedPdf(reference: Certified(1)).Sign(30, BySeal, place: overPage).WithStore(fixture));

        report.Verdict.ShouldBe(ContainerVerdict.Indeterminate, report.Why());
        report.Signatures[0].Reasons.ShouldContain(r => r.Code == ReasonCode.FormChangedLater);
        report.Signatures[0].CoveredFiles.ShouldBeEmpty();
        report.Signatures[1].Indication.ShouldBe(Indication.TotalPassed);
        forbidden.Signatures[0].Reasons.ShouldContain(r => r.Code == ReasonCode.ForbiddenChange);
    }

    [Fact]
    public void Inspect_LaterSignatureShownInItsPreparedField_PassesWithAWarningAndWithoutCoverage()
    {
        const string place = "/Rect [50 100 250 150]";
        var draft = new PdfDraft().PrepareField(30, place).Sign(20, fixture.Cms()).Sign(30, BySeal, place: place + " /AP << /N 8 0 R >>")
            .WithStore(fixture, fixture.Person(), fixture.Seal());
        var moved = new PdfDraft().PrepareField(30, place).Sign(20, fixture.Cms()).Sign(30, BySeal, place: "/Rect [0 0 595 842] /AP << /N 8 0 R >>")
            .WithStore(fixture, fixture.Person(), fixture.Seal());

        var report = fixture.InspectPdf(draft);

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed, report.Why());
        report.Warnings.ShouldContain(w => w.Contains("shows something", StringComparison.Ordinal));
        report.Signatures[0].CoveredFiles.ShouldBeEmpty();
        report.IsAcceptedAutomatically.ShouldBeFalse();
        fixture.InspectPdf(moved).Verdict.ShouldBe(ContainerVerdict.Indeterminate);
    }

    [Fact]
    public void Inspect_RevokedBehindManyOtherAnswers_IsNeverGood()
    {
        var (responder, person) = (fixture.Pki.OcspResponder, fixture.Person());
        byte[][] answers =
        [
            responder.Answer(person.Certificate, SignaturesFixture.Now.AddMinutes(1)),
            .. Enumerable.Range(0, 59).Select(i => responder.Answer(fixture.Seal().Certificate, SignaturesFixture.Now.AddSeconds(i))),
            responder.Answer(person.Certificate, SignaturesFixture.Now.AddMinutes(1), revokedAt: SignaturesFixture.Now.AddDays(-1)),
        ];

        var report = fixture.InspectPdf(fixture.SignedPdf().AddStore(answers, [responder.Certificate.RawData]));

        report.Verdict.ShouldBe(ContainerVerdict.Indeterminate, report.Why());
        report.Signatures[0].Reasons.ShouldContain(r => r.Code == ReasonCode.RevocationUnreadable);
    }

    [Fact]
    public void Inspect_MoreTimeStampsThanAnybodyMakes_IsMalformed() => Malformed(
        content =>
        {
            var cms = new SignedCms();
            cms.Decode(fixture.Cms(Bind)(content));
            var token = fixture.Pki.TimeStampAuthority.Stamp(cms.SignerInfos[0].GetSignature(), SignaturesFixture.Now);
            for (var i = 0; i < 21; i++)
            {
                cms.SignerInfos[0].AddUnsignedAttribute(new AsnEncodedData("1.2.840.113549.1.9.16.2.14", token));
            }

            return cms.Encode();
        },
        "time-stamps",
        room: 60_000);

    [Fact]
    public void Inspect_WordOfASignatureOnAPage_IsNotSigned() =>
        fixture.InspectPdf(new PdfDraft().Append((4, PdfDraft.Stream("BT (<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >>) Tj ET")))).Verdict.ShouldBe(ContainerVerdict.NotSigned);

    [Theory]
    [InlineData("50 0 R")]
    [InlineData("<< /Filter /Adobe.PPKLite /ByteRange [0 1 2 3] /Contents <3000> /Reference [<< /TransformMethod /UR3 >>] >>")]
    public void Inspect_FormWithUsageRights_IsNotSignedAndSaysSo(string right)
    {
        var draft = new PdfDraft().Append(
            (1, PdfDraft.Catalog($"/Perms << /UR3 {right} >>")),
            (50, right[0] == '<' ? "null" : "<< /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 1 2 3] /Contents <3000> /Reference [<< /TransformMethod /UR3 >>] >>"));

        var report = fixture.InspectPdf(draft);

        report.Verdict.ShouldBe(ContainerVerdict.NotSigned, report.Why());
        report.Warnings.ShouldContain(w => w.Contains("usage rights", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/Perms << /DocMDP 50 0 R >>")]
    [InlineData("")]
    public void Inspect_SignatureDataWithoutAField_IsNeverCalledUnsigned(string catalogue)
    {
        const string data = "<< /Type /Sig /ByteRange [0 1 2 3] /Contents <3000> >>";
        var listed = new PdfDraft().Append((1, PdfDraft.Catalog(catalogue)), (50, data));
        var overwritten = listed.Copy().Append((50, "null"));
        var unlisted = new PdfDraft().AppendRaw($"50 0 obj\n{data}\nendobj\n").Append((51, "null"));

        fixture.InspectPdf(listed).Verdict.ShouldBe(ContainerVerdict.TotalFailed);
        fixture.InspectPdf(overwritten).Verdict.ShouldBe(ContainerVerdict.TotalFailed);
        fixture.InspectPdf(unlisted).Verdict.ShouldBe(ContainerVerdict.TotalFailed);
    }

    [Theory]
    [InlineData("/Rect [0 0 300 300] /AP << /N 8 0 R >>")]
    [InlineData("/Rect [0 0 0 0] /Kids [7 0 R]")]
    [InlineData("/Rect [100 100 0 0]")]
    public void Inspect_LaterTimeStampThatShowsSomething_IsAChange(string place)
    {
        var report = fixture.InspectPdf(fixture.SignedPdf().TimeStamp(fixture, place));

        report.Verdict.ShouldNotBe(ContainerVerdict.TotalPassed, report.Why());
        report.IsAcceptedAutomatically.ShouldBeFalse();
    }

    [Fact]
    public void Inspect_DocumentTimeStampOfOtherBytes_IsBroken()
    {
        var draft = fixture.SignedPdf().WithStore(fixture)
            .Sign(40, content => fixture.Pki.TimeStampAuthority.Stamp([.. content, 1], SignaturesFixture.Now), "/Type /DocTimeStamp /SubFilter /ETSI.RFC3161");

        var report = fixture.InspectPdf(draft);

        report.Verdict.ShouldBe(ContainerVerdict.TotalFailed, report.Why());
        report.Problems.ShouldContain(p => p.Code == ReasonCode.TimeStampBroken);
    }

    [Fact]
    public void Inspect_NoSigningCertificateAttribute_FailsInPadesAndStaysOpenInOldPdf()
    {
        var pades = fixture.InspectPdf(new PdfDraft().Sign(20, fixture.Cms(_ => { })));
        var old = fixture.InspectPdf(new PdfDraft().Sign(20, fixture.Cms(_ => { }), "/Type /Sig /SubFilter /adbe.pkcs7.detached"));

        pades.Verdict.ShouldBe(ContainerVerdict.TotalFailed);
        old.Verdict.ShouldBe(ContainerVerdict.Indeterminate);
        old.Signatures[0].Reasons.ShouldContain(r => r.Code == ReasonCode.SigningCertificateMissing);
    }

    [Fact]
    public void Inspect_SigningCertificateAttributeOfAnother_ShowsNobodyAsSigner()
    {
        var report = fixture.InspectPdf(new PdfDraft().Sign(20, fixture.Cms(s => s.SignedAttributes.Add(EssCertificate.Attribute(fixture.Pki.Issuing)))));

        report.Verdict.ShouldBe(ContainerVerdict.TotalFailed, report.Why());
        report.Signatures[0].Signer.ShouldBeNull();
        report.ForStaff.ShouldContain("apmainīts sertifikāts");
    }

    [Fact]
    public void Inspect_TwoSignersInOneCms_IsMalformed() => Malformed(fixture.Cms(Bind, twice: true), "exactly one signer");

    [Fact]
    public void Inspect_CmsWithOwnContent_IsMalformed() => Malformed(fixture.Cms(Bind, detached: false), "own content");

    [Fact]
    public void Inspect_NoCms_IsMalformed() => Malformed(_ => [0x30, 0x03, 0x02, 0x01, 0x05], "cannot be read");

    [Fact]
    public void Inspect_SomethingAfterTheCms_IsMalformed() => Malformed(content => [.. fixture.Cms()(content), 0, 0, 0x41], "follows the signature");

    [Fact]
    public void Inspect_SignerNamedByKeyIdentifier_IsFound()
    {
        var report = fixture.InspectPdf(new PdfDraft().Sign(20, fixture.Cms(s =>
        {
            Bind(s);
            s.SignerIdentifierType = SubjectIdentifierType.SubjectKeyIdentifier;
        })));

        report.Signatures[0].Crypto.ShouldBe(CryptoState.Ok, report.Why());
    }

    [Fact]
    public void Inspect_RsaPss_IsVerified()
    {
        var report = fixture.InspectPdf(new PdfDraft().Sign(20, fixture.Cms(
            s =>
            {
                Bind(s);
                s.SignaturePadding = RSASignaturePadding.Pss;
            },
            key: DemoKey.Rsa2048)));

        report.Signatures[0].Crypto.ShouldBe(CryptoState.Ok, report.Why());
    }

    [Fact]
    public void Inspect_UnknownSubFilter_IsNamed()
    {
        var report = fixture.InspectPdf(new PdfDraft().Sign(20, fixture.Cms(), "/Type /Sig /SubFilter /adbe.x509.rsa_sha1"));

        report.Verdict.ShouldBe(ContainerVerdict.Indeterminate);
        report.Why().ShouldContain("SubFilter");
    }

    [Theory]
    [InlineData("startxref\n", "startxrfe\n")]
    [InlineData("3 1\n", "3 9\n")]
    public void Inspect_DamagedTable_IsNeverPassed(string old, string replacement)
    {
        var report = fixture.InspectPdf(fixture.SignedPdf().WithStore(fixture).Overwrite(old, replacement));

        report.Verdict.ShouldBeOneOf(ContainerVerdict.TotalFailed, ContainerVerdict.Rejected);
    }

    [Fact]
    public void Inspect_BytesBeforeTheHeader_AreRefused()
    {
        byte[] bytes = [.. "GIF89a "u8, .. fixture.SignedPdf().WithStore(fixture).Bytes];

        fixture.Inspect(bytes, PadesSamples.FileName).Verdict.ShouldBe(ContainerVerdict.TotalFailed);
    }

    private static string Certified(int level) => $"/Reference [<< /TransformMethod /DocMDP /TransformParams << /P {level} >> >>]";

    private static void Bind(CmsSigner signer) => signer.SignedAttributes.Add(EssCertificate.Attribute(signer.Certificate!));

    private byte[] BySeal(byte[] content) => fixture.Pki.SignCmsDetached(fixture.Seal(), content, SignaturesFixture.Now);

    private void Malformed(Func<byte[], byte[]> cms, string words, int room = PdfDraft.Room)
    {
        var report = fixture.InspectPdf(new PdfDraft().Sign(20, cms, room: room));

        report.Verdict.ShouldBe(ContainerVerdict.TotalFailed, report.Why());
        report.Signatures[0].Reasons.ShouldContain(r => r.Code == ReasonCode.MalformedSignature && r.Text.Contains(words, StringComparison.Ordinal), report.Why());
    }

    private void Uncovered(PdfDraft draft)
    {
        var report = fixture.InspectPdf(draft);

        report.Verdict.ShouldBe(ContainerVerdict.TotalFailed, report.Why());
        report.Signatures[0].Crypto.ShouldBe(CryptoState.Ok);
        report.Signatures[0].Reasons.ShouldContain(r => r.Code == ReasonCode.UncoveredBytes);
        report.Files.ShouldAllBe(f => !f.Covered);
    }

    private static (Func<PdfDraft, PdfDraft>, ContainerVerdict, ReasonCode) Content(Func<PdfDraft, PdfDraft> change, ReasonCode code = ReasonCode.ContentChangedLater) =>
        (change, ContainerVerdict.TotalFailed, code);

    private static (Func<PdfDraft, PdfDraft>, ContainerVerdict, ReasonCode) Form(Func<PdfDraft, PdfDraft> change) =>
        (change, ContainerVerdict.Indeterminate, ReasonCode.FormChangedLater);

    private static int FirstTable(PdfDraft draft) => draft.Text.IndexOf("xref\n", StringComparison.Ordinal);

    private static string SignatureText(PdfDraft draft)
    {
        var start = draft.Text.LastIndexOf("21 0 obj\n", StringComparison.Ordinal) + "21 0 obj\n".Length;
        return draft.Text[start..draft.Text.IndexOf("\nendobj", start, StringComparison.Ordinal)];
    }
}
