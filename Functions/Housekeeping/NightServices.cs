using SocialWorkflows.Functions.Housekeeping.Anchors;
using SocialWorkflows.Functions.Housekeeping.Backup;
using SocialWorkflows.Functions.Housekeeping.Retention;
using SocialWorkflows.Functions.Housekeeping.SelfCheck;

namespace SocialWorkflows.Functions.Housekeeping;

/// <summary>What is done at night, whoever drives the app.</summary>
internal static class NightServices
{
    public static void AddNightRound(this IServiceCollection services)
    {
        services.AddSingleton<AnchorKeeper>();
        services.AddSingleton<AnchorCheck>();
        services.AddSingleton<AnchorStamps>();
        services.AddSingleton<CaseInspection>();
        services.AddSingleton<LedgerInspection>();
        services.AddSingleton<SelfCheckMemory>();
        services.AddSingleton<SelfCheckTasks>();
        services.AddSingleton<StoreSelfCheck>();
        services.AddSingleton<DestructionList>();
        services.AddSingleton<DestructionDesk>();
        services.AddSingleton<DestructionPlan>();
        services.AddSingleton<RetentionLook>();
        services.AddSingleton<ApprovalCheck>();
        services.AddSingleton<DestructionBook>();
        services.AddSingleton<ClockGuard>();
        services.AddSingleton<StillNeeded>();
        services.AddSingleton<LettersOnDisk>();
        services.AddSingleton<DestroyedIds>();
        services.AddSingleton<DestructionRound>();
        services.AddSingleton<FinishedInstances>();
        services.AddSingleton<HalfFiles>();
        services.AddSingleton<LookTerm>();
        services.AddSingleton<NightCopy>();
        services.AddSingleton<NightRound>();
        services.AddOptions<AnchorOptions>().BindConfiguration(AnchorOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.SectionName);
        services.AddOptions<SelfCheckOptions>().BindConfiguration(SelfCheckOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
    }
}
