using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.Recognition;

namespace SocialWorkflows.Casework.Assessment;

/// <summary>Holds what a proposal says about the fee against what is known of the household.</summary>
public static class FeeGuard
{
    /// <summary>Who pays, for services under the fee rule; null for others and before the income is assessed.</summary>
    public static FeeAnswer? AnswerFor(CaseState state, MunicipalityPack pack) =>
        state.ServiceId is { } service && pack.Income.Fee?.Services.Contains(service) == true && state.Income is { } income
            ? HomeCareFee.Of(income.Status, income.Maintenance ?? Maintenance.Unknown)
            : null;

    /// <summary>Why „free of charge” may not be written now; null when the wording is not that, or it holds.</summary>
    public static string? Contradicts(CaseState state, MunicipalityPack pack, string? fee) =>
        fee is not null && SaysFree(fee) && AnswerFor(state, pack) is { Payer: not "municipality" } answer ? answer.Explanation : null;

    private static bool SaysFree(string fee) =>
        LatvianText.Fold(fee) is var folded && (folded.Contains("bez maks", StringComparison.Ordinal) || folded.Contains("bezmaks", StringComparison.Ordinal) || folded.Contains("par brivu", StringComparison.Ordinal));
}
