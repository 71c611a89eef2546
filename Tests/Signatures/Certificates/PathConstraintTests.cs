using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures;
using SocialWorkflows.Signatures.Certificates;
using static SocialWorkflows.Tests.Signatures.Certificates.PathPki;

namespace SocialWorkflows.Tests.Signatures.Certificates;

/// <summary>RFC 5280 §6.1: what the certificates of a path forbid each other.</summary>
public sealed class PathConstraintTests
{
    private const string NameConstraints = "2.5.29.30";
    private const string Policies = "2.5.29.32";
    private const string Mappings = "2.5.29.33";
    private const string Constraints = "2.5.29.36";
    private const string InhibitAny = "2.5.29.54";
    private const string AnyPolicy = "2.5.29.32.0";
    private const string Ours = "1.3.6.1.4.1.99999.1";
    private const string Theirs = "1.3.6.1.4.1.99999.2";

    [Fact]
    public void Problem_PlainPath_Null()
    {
        var root = Root();
        var issuing = Authority(root);

        PathConstraints.Problem(PathPki.Path(root, issuing, Person(issuing))).ShouldBeNull();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Problem_UnknownExtension_OnlyWhenCritical(bool critical, bool onTheAuthority)
    {
        var unknown = Extension("1.3.6.1.4.1.99999.77", w => w.WriteNull(), critical);
        var root = Root();
        var issuing = Authority(root, extensions: onTheAuthority ? [unknown] : []);

        var problem = PathConstraints.Problem(PathPki.Path(root, issuing, Person(issuing, extensions: onTheAuthority ? [] : [unknown])));

        (problem?.Code).ShouldBe(critical ? ReasonCode.UnknownCriticalExtension : null);
    }

    [Theory]
    [InlineData("C=LV, O=Izdoma, CN=Persona", true)]
    [InlineData("C=LV, O=IZDOMA, CN=Persona", true)]
    [InlineData("C=LV, O=Cita, CN=Persona", false)]
    [InlineData("C=EE, O=Izdoma, CN=Persona", false)]
    [InlineData("C=LV", false)]
    public void Problem_PermittedDirectoryName_BindsTheSubject(string subject, bool allowed)
    {
        var root = Root();
        var issuing = Authority(root, extensions: Names(0, w => Directory(w, "C=LV, O=Izdoma")));

        (PathConstraints.Problem(PathPki.Path(root, issuing, Person(issuing, subject)))?.Code).ShouldBe(allowed ? null : ReasonCode.IssuerConstraints);
    }

    [Fact]
    public void Problem_ConstraintOfTheAnchor_BindsToo()
    {
        var root = Root(extensions: Names(1, w => Directory(w, "C=LV, O=Izdoma")));

        PathConstraints.Problem(PathPki.Path(root, Person(root)))!.Code.ShouldBe(ReasonCode.IssuerConstraints);
    }

    [Theory]
    [InlineData(1, "example.lv", "anna@example.lv", true)]
    [InlineData(1, "example.lv", "anna@sub.example.lv", false)]
    [InlineData(1, ".example.lv", "anna@sub.example.lv", true)]
    [InlineData(1, "anna@example.lv", "ANNA@example.lv", true)]
    [InlineData(1, "example.lv", "anna@xexample.lv", false)]
    [InlineData(2, "example.lv", "www.example.lv", true)]
    [InlineData(2, "example.lv", "wwwexample.lv", false)]
    [InlineData(6, ".example.lv", "https://www.example.lv/a", true)]
    [InlineData(6, "example.lv", "https://example.lv.evil.example/", false)]
    public void Problem_PermittedOtherNames_BindAlternativeNames(int kind, string subtree, string name, bool allowed)
    {
        var root = Root();
        var issuing = Authority(root, extensions: Names(0, w => w.WriteCharacterString(UniversalTagNumber.IA5String, subtree, new Asn1Tag(TagClass.ContextSpecific, kind))));
        var person = Person(issuing, extensions: Extension("2.5.29.17", w =>
        {
            using (w.PushSequence())
            {
                w.WriteCharacterString(UniversalTagNumber.IA5String, name, new Asn1Tag(TagClass.ContextSpecific, kind));
            }
        }));

        (PathConstraints.Problem(PathPki.Path(root, issuing, person))?.Code).ShouldBe(allowed ? null : ReasonCode.IssuerConstraints);
    }

    [Fact]
    public void Problem_UnreadableNameConstraints_AreNotPassedOver()
    {
        var root = Root();
        var issuing = Authority(root, extensions: Extension(NameConstraints, w => w.WriteInteger(1)));

        PathConstraints.Problem(PathPki.Path(root, issuing, Person(issuing)))!.Code.ShouldBe(ReasonCode.IssuerConstraints);
    }

    [Theory]
    [InlineData(Ours, Ours, true)]
    [InlineData(Ours, Theirs, false)]
    [InlineData(Ours, null, false)]
    [InlineData(AnyPolicy, Theirs, true)]
    public void Problem_ExplicitPolicyRequired_NeedsACommonOne(string ofTheAuthority, string? ofThePerson, bool allowed)
    {
        var root = Root();
        var issuing = Authority(root, extensions: [Policy(ofTheAuthority), Required]);

        (PathConstraints.Problem(PathPki.Path(root, issuing, Person(issuing, extensions: ofThePerson is null ? [] : [Policy(ofThePerson)])))?.Code)
            .ShouldBe(allowed ? null : ReasonCode.IssuerConstraints);
    }

    [Fact]
    public void Problem_PoliciesThatDoNotMeetWithoutBeingRequired_Null()
    {
        var root = Root();
        var issuing = Authority(root, extensions: Policy(Ours));

        PathConstraints.Problem(PathPki.Path(root, issuing, Person(issuing, extensions: Policy(Theirs)))).ShouldBeNull();
    }

    [Fact]
    public void Problem_MappedPolicy_CountsAsTheOther()
    {
        var root = Root();
        var issuing = Authority(root, extensions:
        [
            Policy(Ours), Required, Extension(Mappings, w =>
            {
                using (w.PushSequence())
                using (w.PushSequence())
                {
                    w.WriteObjectIdentifier(Ours);
                    w.WriteObjectIdentifier(Theirs);
                }
            }),
        ]);

        PathConstraints.Problem(PathPki.Path(root, issuing, Person(issuing, extensions: Policy(Theirs)))).ShouldBeNull();
        PathConstraints.Problem(PathPki.Path(root, issuing, Person(issuing, extensions: Policy(Ours))))!.Code.ShouldBe(ReasonCode.IssuerConstraints);
    }

    [Fact]
    public void Problem_AnyPolicyInhibited_IsNone()
    {
        var root = Root();
        var issuing = Authority(root, extensions: [Policy(Ours), Required, Extension(InhibitAny, w => w.WriteInteger(0))]);

        PathConstraints.Problem(PathPki.Path(root, issuing, Person(issuing, extensions: Policy(AnyPolicy))))!.Code.ShouldBe(ReasonCode.IssuerConstraints);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Find_PathLength_CountsTheAuthoritiesBelow(int limit, bool found)
    {
        var root = Root(pathLength: limit);
        var issuing = Authority(root);

        (PathPki.Path(root, issuing, Person(issuing)).Anchor is not null).ShouldBe(found);
    }

    [Fact]
    public void Problem_WeakKeyOfAnIssuer_IsWeak()
    {
        using var key = RSA.Create(1024);
        var root = Root();
        var issuing = Authority(root, key: key);

        PathConstraints.Problem(PathPki.Path(root, issuing, Person(issuing)))!.Code.ShouldBe(ReasonCode.WeakAlgorithm);
    }

    private static X509Extension Required => Extension(Constraints, w =>
    {
        using (w.PushSequence())
        {
            w.WriteInteger(0, new Asn1Tag(TagClass.ContextSpecific, 0));
        }
    });

    private static X509Extension Policy(string oid) => Extension(
        Policies,
        w =>
        {
            using (w.PushSequence())
            using (w.PushSequence())
            {
                w.WriteObjectIdentifier(oid);
            }
        },
        critical: false);

    private static X509Extension Names(int permittedOrExcluded, Action<AsnWriter> name) => Extension(NameConstraints, w =>
    {
        using (w.PushSequence())
        using (w.PushSequence(new Asn1Tag(TagClass.ContextSpecific, permittedOrExcluded)))
        using (w.PushSequence())
        {
            name(w);
        }
    });

    private static void Directory(AsnWriter writer, string name)
    {
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 4)))
        {
            writer.WriteEncodedValue(new X500DistinguishedName(name, X500DistinguishedNameFlags.None).RawData);
        }
    }
}
