namespace SocialWorkflows.Functions.Workplace.Texts;

/// <summary>Latvian of hand-over files.</summary>
internal static class HandoverLatvianTexts
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["nav.handover"] = "Nodošana",
        ["handover.title"] = "Nodošana valsts reģistriem",
        ["handover.one"] = "Nodošanas datne",
        ["handover.why"] = "Datne ar pabeigtajiem pieprasījumiem, ko ievadīt SOPA un SPOLIS. Katru rindu nodod vienreiz; ja pēc tam lietā kaut kas mainās, nākamajā datnē ir labojums.",
        ["handover.make"] = "Sagatavot datni",
        ["handover.known"] = "Sagatavotās datnes",
        ["handover.none"] = "Vēl nav nevienas datnes.",
        ["handover.rows"] = "Rindas: {0}, no tām labojumi: {1}",
        ["handover.waits"] = "gaida saņēmēja atbildi",
        ["handover.id"] = "Datnes numurs",
        ["handover.made"] = "Sagatavota",
        ["handover.count"] = "Saturs",
        ["handover.download"] = "Lejupielādēt datni",
        ["handover.careful"] = "Datnē ir vārdi un personas kodi, arī no ierobežotām lietām. Pēc ievadīšanas reģistrā izdzēsiet to no datora.",
        ["handover.receipt"] = "Saņēmēja atbilde",
        ["handover.result"] = "Atbilde",
        ["handover.result.accepted"] = "pieņemta",
        ["handover.result.refused"] = "noraidīta",
        ["handover.result.partly"] = "pieņemta daļēji",
        ["handover.on"] = "Atbildes diena",
        ["handover.reference"] = "Atsauces numurs",
        ["handover.reason"] = "Kāpēc noraidīta vai pieņemta daļēji",
        ["handover.refused"] = "Noraidīto lietu numuri",
        ["handover.refused-hint"] = "Tikai tad, ja pieņemta daļēji. Numurus atdaliet ar komatu.",
        ["handover.enter"] = "Ierakstīt atbildi",
        ["handover.entered"] = "Ierakstīja",
        ["handover.problem.Nothing"] = "Šajā laikā nav nekā, ko nodot: viss jau ir nodots vai gaida atbildi.",
        ["handover.left"] = "Datne nav pilna: laiks beidzās. Vēl neapskatītās lietas: {0}. Sagatavojiet nākamo datni par tām pašām dienām.",
        ["handover.problem.Busy"] = "Datni jau gatavo. Uzgaidiet pusminūti un apskatiet sarakstu.",
        ["handover.problem.Late"] = "Laiks beidzās, pirms atradās kas nododams. Mēģiniet vēlreiz ar tām pašām dienām: meklēšana turpinās, kur beidzās.",
        ["handover.problem.Stale"] = "Pa šo laiku kāds cits šeit kaut ko ierakstīja, vai poga nospiesta divreiz. Apskatiet sarakstu un, ja vajag, mēģiniet vēlreiz.",
        ["handover.problem.Twice"] = "Šai datnei atbilde jau ir ierakstīta.",
        ["handover.problem.Result"] = "Izvēlieties atbildi.",
        ["handover.problem.Day"] = "Atbildes diena nevar būt pirms datnes sagatavošanas vai nākotnē.",
        ["handover.problem.Reference"] = "Ierakstiet atsauces numuru, ne garāku par 100 zīmēm.",
        ["handover.problem.Reason"] = "Iemesls vajadzīgs tad, ja datne noraidīta vai pieņemta daļēji, un tikai tad; ne garāks par 500 zīmēm.",
        ["handover.problem.Refused"] = "Norādiet noraidīto lietu numurus no šīs datnes: ne visas un tikai tad, ja datne pieņemta daļēji.",
        ["handover.problem.changed"] = "Datni vairs nevar izveidot tādu pašu: kāda lieta ir iznīcināta vai programma ir mainīta. Ierakstiet atbildi; ja datne nav nodota, ierakstiet „noraidīta” un sagatavojiet jaunu.",
        ["notice.handover-made"] = "Datne sagatavota.",
        ["notice.handover-receipt"] = "Atbilde ierakstīta.",
    };
}
