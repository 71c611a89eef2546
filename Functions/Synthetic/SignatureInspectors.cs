using SocialWorkflows.Signatures;

namespace SocialWorkflows.Functions.Synthetic;

/// <summary>Who judges a signature: what people sign is held against the trusted lists, what the synthetic resident signs against its own authority alone.</summary>
internal sealed class SignatureInspectors(SignatureInspector people, SyntheticKeys synthetic)
{
    public SignatureInspector Of(string municipality) => municipality == SyntheticMunicipality.Id ? synthetic.Inspector : people;
}
