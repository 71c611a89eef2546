using System.Security.Cryptography.X509Certificates;
using System.Text;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Tests.Signatures.Trust;

public sealed class RefreshedTrustTests(SignaturesFixture fixture) : IDisposable
{
    private readonly string _folder = Peer.Folder();

    [Fact]
    public void Refresh_PinnedList_IsTakenOverAndSurvivesARestart()
    {
        Pin(TestList.Operator);
        Drop(TestList.Of(fixture).Signed());
        var trust = Start();
        trust.Current.Lists.ShouldBeEmpty();

        trust.Refresh().ShouldBeEmpty();
        File.Delete(Path.Combine(_folder, "list.xml"));

        trust.Current.Lists.ShouldHaveSingleItem().IsVerified.ShouldBeTrue();
        Start().Current.Lists.ShouldHaveSingleItem().Sequence.ShouldBe(7);
    }

    [Fact]
    public void Refresh_InspectorOfTheService_SeesTheNewListAtOnce()
    {
        Pin(TestList.Operator);
        var trust = Start();
        var inspector = new SignatureInspector(trust, fixture.Time);
        inspector.Inspect("a.edoc", fixture.Signed()).Verdict.ShouldBe(ContainerVerdict.Indeterminate);

        Drop(TestList.Of(fixture).Signed());
        trust.Refresh();

        inspector.Inspect("a.edoc", fixture.Signed()).IsAcceptedAutomatically.ShouldBeTrue();
    }

    [Fact]
    public void Refresh_CorruptNewList_KeepsTheOldAndSaysWhy()
    {
        Pin(TestList.Operator);
        Drop(TestList.Of(fixture).Signed());
        var trust = Start();
        trust.Refresh();
        Drop(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(TestList.Of(fixture, sequence: 8).Signed()).Replace("granted", "withdrawn", StringComparison.Ordinal)));

        var refused = trust.Refresh().ShouldHaveSingleItem();

        refused.File.ShouldBe("list.xml");
        refused.Why.ShouldContain("changed after signing");
        trust.Current.Lists.ShouldHaveSingleItem().Sequence.ShouldBe(7);
    }

    [Fact]
    public void Refresh_OlderList_IsRefused()
    {
        Pin(TestList.Operator);
        Drop(TestList.Of(fixture, sequence: 9).Signed());
        var trust = Start();
        trust.Refresh();
        Drop(TestList.Of(fixture, sequence: 8).Signed());

        trust.Refresh().ShouldHaveSingleItem().Why.ShouldContain("older than number 9");
        trust.Current.Lists.ShouldHaveSingleItem().Sequence.ShouldBe(9);
    }

    [Fact]
    public void Refresh_NobodyPinned_TrustsNothingAndSaysWhatToDo()
    {
        Drop(TestList.Of(fixture).Signed());
        var trust = Start();

        trust.Refresh().ShouldHaveSingleItem().Why.ShouldContain("signers");
        trust.Current.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Refresh_PinTakenAway_TakesTrustAway()
    {
        Pin(TestList.Operator);
        Drop(TestList.Of(fixture).Signed());
        var trust = Start();
        trust.Refresh();
        Directory.Delete(Path.Combine(_folder, "signers"), recursive: true);

        trust.Refresh().ShouldNotBeEmpty();

        trust.Current.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void TakeOver_ListThatIsNone_IsRefused() =>
        Should.Throw<TrustedListException>(() => Start().TakeOver("<html/>"u8.ToArray())).Message.ShouldContain("not a trusted list");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private RefreshedTrust Start() => new(_folder, TrustStore.Empty);

    private void Pin(X509Certificate2 signer) =>
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "signers")).FullName, "operator.pem"), signer.ExportCertificatePem());

    private void Drop(byte[] list) => File.WriteAllBytes(Path.Combine(_folder, "list.xml"), list);
}
