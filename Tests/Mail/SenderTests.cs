using SocialWorkflows.Mail.Senders;

namespace SocialWorkflows.Tests.Mail;

/// <summary>What is believed of a From, and of what staff are warned.</summary>
public sealed class SenderTests
{
    private static readonly string[] Ours = ["mx.smiltene.example"];

    [Theory]
    [InlineData("mx.smiltene.example; spf=pass smtp.mailfrom=a@b.lv; dmarc=pass header.from=b.lv", SenderTrust.Passed)]
    [InlineData("MX.Smiltene.example 1; DMARC = PASS (p=none)", SenderTrust.Passed)]
    [InlineData("mx.smiltene.example; spf=fail; dkim=none; dmarc=fail (p=reject) header.from=b.lv", SenderTrust.Failed)]
    [InlineData("mx.smiltene.example; spf=fail smtp.mailfrom=a@b.lv; dkim=none", SenderTrust.Failed)]
    [InlineData("mx.smiltene.example; spf=fail; dkim=pass header.d=b.lv", SenderTrust.Unknown)]
    [InlineData("mx.smiltene.example; spf=softfail; dkim=fail; dmarc=temperror", SenderTrust.Unknown)]
    [InlineData("mx.smiltene.example; none", SenderTrust.Unknown)]
    [InlineData("mx.smiltene.example; spf=pass", SenderTrust.Unknown)]
    [InlineData("mx.smiltene.example; dmarc=none (dmarc=pass)", SenderTrust.Unknown)]
    [InlineData("mx.smiltene.example; spf=none reason=\"x; dmarc=pass\"", SenderTrust.Unknown)]
    [InlineData("mx.smiltene.example (\\); dmarc=pass", SenderTrust.Unknown)]
    [InlineData("mx.uzbrucejs.example; dmarc=pass", SenderTrust.Unknown)]
    [InlineData("mx.smiltene.example.uzbrucejs.example; dmarc=pass", SenderTrust.Unknown)]
    [InlineData("; dmarc=pass", SenderTrust.Unknown)]
    [InlineData("", SenderTrust.Unknown)]
    public void B29_AuthenticationResults_AreBelievedOnlyFromOurServer(string value, SenderTrust expected) =>
        SenderAuthentication.Of(RawMail.WithHeader("Authentication-Results: " + value), Ours).ShouldBe(expected);

    [Fact]
    public void B29_NoTrustedServer_BelievesNobody() =>
        SenderAuthentication.Of(RawMail.WithHeader("Authentication-Results: mx.smiltene.example; dmarc=fail"), []).ShouldBe(SenderTrust.Unknown);

    [Fact]
    public void B29_ForgedPassBelowOurFail_Fails() =>
        SenderAuthentication.Of(RawMail.WithHeader("Authentication-Results: mx.smiltene.example; dmarc=fail\nAuthentication-Results: mx.smiltene.example; dmarc=pass"), Ours).ShouldBe(SenderTrust.Failed);

    [Fact]
    public void B02_PassWithTwoSenders_ProvesNeither() =>
        SenderAuthentication.Of(RawMail.Read("From: a@b.lv, c@d.lv\nAuthentication-Results: mx.smiltene.example; dmarc=pass\n\nx"), Ours).ShouldBe(SenderTrust.Unknown);

    [Theory]
    [InlineData("Anna \u202EnitrāM <a@b.lv>", SenderWarning.DirectionOverride)]
    [InlineData("Sоciālais dienests <a@b.lv>", SenderWarning.MixedScripts)]
    [InlineData("Dienests <soc@smi1tenesnovads.lv>", SenderWarning.LookAlikeDomain)]
    [InlineData("Dienests <soc@smiltenesnovads.lv.uzbrucejs.example>", SenderWarning.LookAlikeDomain)]
    [InlineData("Dienests <soc@smiltenes-novads.lv>", SenderWarning.LookAlikeDomain)]
    [InlineData("Dienests <soc@smiltenesnovads.com>", SenderWarning.LookAlikeDomain)]
    [InlineData("Dienests <soc@smitlenesnovads.lv>", SenderWarning.LookAlikeDomain)]
    [InlineData("Dienests <soc@xn--smiltenesnvads-4zl.lv>", SenderWarning.LookAlikeDomain)]
    [InlineData("Smiltenes novada Socialais dienests <vadiba@uzbrucejs.example>", SenderWarning.OurNameElsewhere)]
    [InlineData("Vadītāja Ilze Paraudziņa <ilze@uzbrucejs.example>", SenderWarning.OurNameElsewhere)]
    [InlineData("\"soc.dienests@smiltenesnovads.lv\" <x@uzbrucejs.example>", SenderWarning.AddressInName)]
    public void B28_B31_DeceivingSender_IsNamed(string from, SenderWarning expected) => Warnings(from).ShouldContain(expected);

    [Theory]
    [InlineData("Anna Bērziņa <anna@inbox.lv>")]
    [InlineData("Smiltenes novada Sociālais dienests <soc.dienests@smiltenesnovads.lv>")]
    [InlineData("Smiltenes novada Sociālais dienests <kanceleja@pagasts.smiltenesnovads.lv>")]
    [InlineData("Анна Петрова <anna@inbox.lv>")]
    [InlineData("Анна Петрова (Anna) <anna@inbox.lv>")]
    [InlineData("\"anna@inbox.lv\" <anna@inbox.lv>")]
    [InlineData("Valmieras novads <soc@valmierasnovads.lv>")]
    public void B28_HonestSender_IsNotAccused(string from) => Warnings(from).ShouldBeEmpty();

    [Fact]
    public void B28_AttachmentNameThatTurns_IsNamed() => SenderWarnings.Of(
        RawMail.Read("From: a@b.lv\nContent-Type: application/pdf; name=\"rēķins\u202Efdp.exe\"\n\nx"), [], []).ShouldBe([SenderWarning.DirectionOverride]);

    private static IReadOnlyList<SenderWarning> Warnings(string from) =>
        SenderWarnings.Of(RawMail.Read($"From: {from}\n\nx"), ["Smiltenes novada Sociālais dienests", "Ilze Paraudziņa"], ["smiltenesnovads.lv"]);
}
