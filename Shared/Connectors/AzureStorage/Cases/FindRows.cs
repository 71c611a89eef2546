using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>
/// Keys under which a case is found: <c>p</c> keyed hash of the person or of a member of the household, <c>a</c> token of the reply address, <c>t</c> a message
/// filed in the case, <c>s</c> a message sent about it, <c>n</c> its number, <c>f</c> keyed hash of an address it was written to. Nothing that names a person stands in a key.
/// </summary>
internal static class FindRows
{
    public static IEnumerable<TableEntity> Of(CaseRef reference, IEnumerable<JournalEntry> entries, CaseIndexKeys keys)
    {
        foreach (var entry in entries)
        {
            switch (entry.Event)
            {
                case ApplicationReceived received:
                    if (received.Applicant.PersonalCode.Length > 0)
                    {
                        yield return Row(reference.Municipality, Person(keys.PersonKey(received.Applicant.PersonalCode)), reference.CaseId);
                    }

                    yield return Row(reference.Municipality, Address(keys.AddressToken(reference)), reference.CaseId);
                    if (received.ReplyTo.Length > 0)
                    {
                        yield return Row(reference.Municipality, Sender(keys.SenderKey(received.ReplyTo)), reference.CaseId);
                    }

                    if (received is { Origin: null, MessageId.Length: > 0 })
                    {
                        // Answers to the message itself go to the case it opened; a sibling has its own address and mails.
                        yield return Row(reference.Municipality, Filed(received.MessageId), reference.CaseId);
                    }

                    break;
                case IdentityRecorded { OtherCode: { } other }:
                    yield return Row(reference.Municipality, Person(keys.PersonKey(other)), reference.CaseId);
                    break;
                case IncomeAssessed { MemberCodes: { } codes }:
                    foreach (var code in codes)
                    {
                        yield return Row(reference.Municipality, Person(keys.PersonKey(code)), reference.CaseId);
                    }

                    break;
                case ReplyAddressChanged { Address.Length: > 0 } changed:
                    yield return Row(reference.Municipality, Sender(keys.SenderKey(changed.Address)), reference.CaseId);
                    break;
                case ApplicationRegistered registered:
                    yield return Row(reference.Municipality, Number(registered.Number), reference.CaseId);
                    break;
                case MessageFiled { MessageId.Length: > 0 } filed:
                    yield return Row(reference.Municipality, Filed(filed.MessageId), reference.CaseId);
                    break;
            }
        }
    }

    public static TableEntity Sent(string municipality, string messageId, string subjectId) => Row(municipality, SentPrefix(messageId), subjectId);

    /// <summary>The look-up ends in a separator, so that no key begins another.</summary>
    public static string Person(string personKey) => TableKeys.Of("p", personKey) + TableKeys.Separator;

    public static string Address(string token) => TableKeys.Of("a", token) + TableKeys.Separator;

    public static string Number(string number) => TableKeys.Of("n", number) + TableKeys.Separator;

    public static string Sender(string senderKey) => TableKeys.Of("f", senderKey) + TableKeys.Separator;

    public static string Filed(string messageId) => TableKeys.Of("t", TableKeys.Hashed(messageId)) + TableKeys.Separator;

    public static string SentPrefix(string messageId) => TableKeys.Of("s", TableKeys.Hashed(messageId)) + TableKeys.Separator;

    public static bool IsSent(TableEntity row) => row.RowKey.StartsWith("s|", StringComparison.Ordinal);

    private static TableEntity Row(string municipality, string prefix, string caseId) =>
        new(TableKeys.Of(municipality), prefix + TableKeys.Of(caseId)) { ["CaseId"] = caseId };
}
