//! Greedy non-maximum suppression.

use super::Candidate;

/// Keeps the surest faces: each face that overlaps a surer one by more than `max_overlap`
/// (intersection over union) is dropped. Surest first.
pub fn nms(mut candidates: Vec<Candidate>, max_overlap: f32) -> Vec<Candidate> {
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        if kept
            .iter()
            .all(|k| k.bounds.iou(&candidate.bounds) <= max_overlap)
        {
            kept.push(candidate);
        }
    }
    kept
}
