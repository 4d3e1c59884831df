//! The rules, one entry each.

use super::Rule;

/// All rules, in the order of the reference: names, types, columns, defaults, and so on down the statement.
pub fn catalogue() -> &'static [&'static Rule] {
    RULES
}

/// The rule with this id.
///
/// ```
/// let rule = starrocks_core::rules::rule("K-08").unwrap();
/// assert_eq!(rule.title, "The key columns are the first columns of the table, in their order");
/// ```
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

use super::alter as al;
use super::columns as c;
use super::columns::{
    aggregates as a, auto_increment as ai, expression_types as et, generated as g, lengths as le, types as ty,
};
use super::defaults as d;
use super::defaults::{complex as cd, expressions as de, texts as dt};
use super::grammar as gr;
use super::holes as ho;
use super::indexes as i;
use super::indexes::{bloom_filters as bf, full_text as ft, names as ix, vector as vi};
use super::keys as k;
use super::keys::{order_by as o, short_key as sk};
use super::partitions as p;
use super::partitions::{
    automatic_ranges as ar, batches as b, columns as pc, declared as pd, expressions as pe, lists as lp,
    names as pn, range_expressions as re, ranges as ra,
};
use super::properties as pr;
use super::properties::{
    compression as cm, constraints as cs, cooldown as co, crontab as cr, dynamic_partition_values as dv,
    dynamic_partitions as dp, partition as pp, replication as rp, retention as rt, shared_data as sd,
    simple as sp, time_drift as td, time_zones as tz,
};
use super::table::{distribution as di, engine as l, external_engines as ee, names as n, rollups as r};

#[rustfmt::skip]
static RULES: &[&Rule] = &[
    &gr::L_01, &gr::L_02, &gr::L_03, &gr::L_04, &gr::L_05, &gr::L_06, &gr::L_07, &gr::L_08, &gr::L_10, &gr::L_11,
    &l::L_12, &gr::L_13, &l::L_14, &gr::L_15, &gr::L_16, &gr::L_17, &gr::L_20,
    &n::N_01, &n::N_02, &n::N_04, &n::N_05, &n::N_06, &n::N_07, &n::N_08, &n::N_09, &pn::N_10, &pn::N_11,
    &ix::N_12, &ix::N_13, &ty::N_14, &r::N_15, &n::N_16, &re::N_18,
    &gr::T_01, &le::T_02, &le::T_03, &ty::T_05, &le::T_06, &le::T_07, &le::T_08, &le::T_09, &ty::T_10, &ty::T_11, &ty::T_12,
    &ty::T_13, &ty::T_14, &gr::T_15, &ty::T_16, &ty::T_17, &ty::T_18, &ty::T_19, &ty::T_20,
    &k::C_02, &c::C_03, &c::C_04, &c::C_05, &a::C_06, &c::C_07, &c::C_08, &c::C_09,
    &de::D_01, &dt::D_02, &dt::D_03, &dt::D_04, &dt::D_05, &dt::D_06, &dt::D_07, &dt::D_08, &dt::D_09, &dt::D_10, &dt::D_11, &dt::D_12,
    &cd::D_13, &cd::D_14, &cd::D_15, &de::D_16, &de::D_17, &de::D_18, &de::D_19, &de::D_20, &de::D_21, &d::D_22, &gr::D_24,
    &ai::AI_01, &ai::AI_02, &ai::AI_03, &ai::AI_04, &ai::AI_05,
    &g::G_01, &g::G_02, &g::G_03, &g::G_04, &et::G_05, &et::G_06, &et::G_07, &et::G_08, &et::G_09, &et::G_10, &gr::G_11, &g::G_12, &et::G_13,
    &k::K_03, &k::K_04, &k::K_05, &k::K_06, &k::K_07, &k::K_08, &k::K_09, &gr::K_10, &k::K_11, &k::K_12, &k::K_14,
    &k::K_15, &a::K_16, &k::K_17, &pr::K_18,
    &gr::A_01, &a::A_02, &a::A_03, &a::A_04, &a::A_05, &a::A_06, &a::A_07, &a::A_09,
    &pc::P_03, &pc::P_04, &pc::P_05, &pc::P_06, &pc::P_07, &pd::P_08, &pd::P_09, &pd::P_10, &ra::P_11, &ra::P_12,
    &ra::P_13, &ra::P_14, &pd::P_16, &b::P_17, &b::P_18, &b::P_19, &b::P_20, &b::P_21, &b::P_22, &b::P_23, &b::P_25, &re::P_31, &re::P_32, &re::P_33, &ar::P_34, &ar::P_35, &ar::P_36, &b::P_37, &b::P_38, &ar::P_39, &pe::P_40, &pe::P_41, &pe::P_42, &pe::P_43, &pe::P_44,
    &lp::P_46, &lp::P_47, &lp::P_48, &lp::P_49, &lp::P_50, &lp::P_51, &lp::P_52, &pp::P_53, &p::P_54,
    &di::DI_02, &di::DI_03, &di::DI_04, &di::DI_05, &di::DI_06, &di::DI_07, &di::DI_08, &di::DI_09, &di::DI_10, &dp::DI_11,
    &di::DI_12,
    &o::O_02, &o::O_03, &o::O_04, &o::O_05, &o::O_06,
    &i::I_01, &i::I_02, &i::I_03, &i::I_05, &i::I_06, &i::I_07, &i::I_08, &i::I_09, &i::I_10, &bf::I_11,
    &i::I_12, &i::I_13, &ft::I_14,
    &ft::I_15, &ft::I_16, &ft::I_17, &ft::I_18, &vi::I_20, &vi::I_21, &vi::I_22, &vi::I_23,
    &r::R_01, &r::R_02, &r::R_03, &r::R_04, &r::R_05, &r::R_06, &r::R_07,
    &pr::PR_01, &sk::PR_03, &rp::PR_04, &rp::PR_05, &sp::PR_07, &sp::PR_07_ROWSTORE, &sp::PR_08, &co::PR_09, &co::PR_10, &co::PR_11, &co::PR_12, &co::PR_13, &co::PR_14, &co::PR_15, &sp::PR_16, &cm::PR_18, &sp::PR_19,
    &bf::PR_20, &bf::PR_21, &sp::PR_25, &sp::PR_26, &sp::PR_27, &sp::PR_28, &sp::PR_29, &sp::PR_30, &pr::PR_31,
    &sp::PR_32, &cr::PR_34, &sp::PR_35, &co::PR_36, &rt::PR_37, &td::PR_38, &sp::PR_39, &sd::PR_40, &dp::PR_41,
    &dp::PR_42, &dp::PR_43, &dp::PR_44, &dp::PR_45, &dv::PR_47, &dp::PR_48, &dv::PR_49, &dv::PR_50, &dp::PR_51, &dv::PR_52,
    &dv::PR_53, &dv::PR_54, &dv::PR_55, &dv::PR_56, &dv::PR_57, &tz::PR_58, &cs::PR_62, &cs::PR_63, &sd::PR_66, &sd::PR_67, &sd::PR_68, &sd::PR_69, &sd::PR_70, &sd::PR_71, &dp::PR_73,
    &super::required_version::V_01,
    &l::X_02, &ee::X_04, &ee::X_05, &ee::X_07, &ee::X_14,
    &ho::S20_03, &ho::S20_04, &ho::S20_05, &ho::S20_06, &ho::S20_10, &ho::S20_11, &ho::S20_12, &ho::S20_16, &ho::S20_17, &ho::P_56, &ho::PR_59, &ho::S20_19, &ho::S20_20, &ho::S20_24, &ho::R_01_TWICE,
    &al::AL_01,
    &al::AL_02,
    &al::AL_03,
    &al::AL_04,
    &al::AL_05,
    &al::AL_06,
    &al::AL_07,
    &al::AL_08,
    &al::AL_09,
    &al::AL_10,
    &al::AL_11,
    &al::AL_12,
    &al::AL_13,
    &al::AL_14,
    &al::AL_15,
    &al::AL_16,
    &al::AL_17,
    &al::AL_18,
    &al::AL_19,
    &al::AL_20,
    &al::AL_21,
    &al::AL_22,
    &al::AL_23,
    &al::AL_24,
    &al::AL_25,
    &al::AL_26,
    &al::AL_27,
    &al::AL_28,
    &al::AL_29,
    &al::AL_30,
    &al::AL_31,
    &al::AL_32,
    &al::AL_33,
    &al::AL_34,
    &al::AL_35,
    &al::AL_37,
    &al::AL_38,
    &al::AL_39,
    &al::AL_40,
    &al::AL_41,
    &al::AL_42,
    &al::AL_43,
    &al::AL_44,
    &al::AL_45,
    &al::AL_46,
    &al::AL_47,
    &al::AL_48,
    &al::AL_49,
    &al::AL_50,
    &al::AL_51,
    &al::AL_52,
    &al::AL_53,
    &al::AL_54,
    &al::AL_55,
    &al::AL_56,
    &al::AL_57,
    &al::AL_58,
    &al::AL_59,
    &al::AL_60,
    &al::AL_61,
    &al::AL_62,
    &al::AL_63,
    &al::AL_64,
    &al::AL_65,
    &al::AL_66,
    &al::AL_67,
    &al::AL_68,
    &al::AL_70,
    &al::AL_71,
    &al::AL_72,
    &al::AL_73,
    &al::AL_74,
    &al::AL_75,
    &al::AL_76,
    &al::AL_77,
    &al::AL_78,
    &al::AL_79,
    &al::AL_80,
    &al::AL_81,
    &al::AL_82,
    &al::AL_83,
    &al::AL_84,
    &al::AL_85,
    &al::AL_86,
    &al::AL_90,
    &al::AL_91,
    &al::AL_92,
    &al::AL_93,
    &al::AL_94,
];
