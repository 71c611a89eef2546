using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Connectors.EAddress.Div;

/// <summary>Asks the service whether a person's address is active. An answer that is not understood is no answer.</summary>
internal sealed class DivDirectory(DivChannel channel, TimeSpan limit)
{
    public async Task<EAddressStanding> StandingAsync(string digits, CancellationToken cancellation)
    {
        var address = "_PRIVATE@" + digits;
        try
        {
            var reply = await channel.CallAsync(
                "ValidateEAddress",
                DivBody.Of("ValidateEAddress", input =>
                {
                    DivBody.AddList(input, "EAddresses", "string", [address]);
                    input.Add(DivNames.Service, "Type", "NaturalPerson");
                }),
                cancellation,
                limit);
            var results = reply.Body.GetElementsByTagName("*").OfType<System.Xml.XmlElement>().Where(e => e.LocalName == "EAddressValidationResult");
            return results.FirstOrDefault(r => r.Text("EAddress").Equals(address, StringComparison.OrdinalIgnoreCase)).Text("IsValid") switch
            {
                "true" or "1" => EAddressStanding.Active,
                "false" or "0" => EAddressStanding.Inactive,
                _ => EAddressStanding.Unknown,
            };
        }
        catch (EAddressServiceException)
        {
            return EAddressStanding.Unknown;
        }
    }
}
