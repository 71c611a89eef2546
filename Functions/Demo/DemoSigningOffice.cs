using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Decision;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Letters.Pdf;

namespace SocialWorkflows.Functions.Demo;

/// <summary>Signs as the heads of service with certificates of the demo's own authority, which says DEMO in every name.</summary>
internal sealed class DemoSigningOffice(DemoPki pki, TimeProvider time) : ISigningOffice
{
    private const string PersonalCode = "000170-10004";

    public ILetterSigner? SignerFor(StaffMember person) => person.Roles.Contains(Roles.Head) ? new Signer(this, person) : null;

    private sealed class Signer(DemoSigningOffice office, StaffMember person) : ILetterSigner
    {
        /// <summary>Signature, two certificates and the token of the demo's time-stamp authority: 5 KB and some.</summary>
        private const int Usual = 7 * 1024;

        public string SignerName => $"{person.Name} (DEMO)";

        public bool HasTimeStamp => true;

        public int ExpectedSize => Usual;

        public DateTimeOffset? SigningTime => office.Time.GetUtcNow();

        public byte[] SignDetached(byte[] content)
        {
            var names = person.Name.Split(' ', 2);
            return office.Pki.SignCmsDetached(office.Pki.Person(person.Id, names[0], names[^1], PersonalCode), content, office.Time.GetUtcNow());
        }
    }

    private DemoPki Pki => pki;

    private TimeProvider Time => time;
}
